/** Each asks the program itself, so that a script that was set up once knows verbs that came later. */
export const SCRIPTS = {
  bash: `_keyward() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(keyward completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _keyward keyward
`,
  zsh: `#compdef keyward
_keyward() {
  local -a candidates
  candidates=("\${(@f)$(keyward completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a candidates
}
compdef _keyward keyward
`,
  fish: `function __keyward_candidates
  keyward completion fish -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null
end
complete -c keyward -a '(__keyward_candidates)'
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName keyward -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '""' }
  keyward completion powershell -- @words 2>$null | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
} as const;
