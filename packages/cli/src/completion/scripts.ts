/**
 * Each asks the program itself, so that a script that was set up once knows verbs that came later. Names are other people's: none is
 * expanded (as `compgen -W` would), and each is quoted, so that neither TAB nor Enter runs what it says.
 */
export const SCRIPTS = {
  bash: `_keyward() {
  local candidate word=\${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  while IFS= read -r candidate; do
    [[ $candidate == "$word"* ]] || continue
    printf -v candidate %q "$candidate"
    COMPREPLY+=("$candidate")
  done < <(keyward completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
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
    $text = $_
    if ($text -notmatch '^[A-Za-z0-9-][A-Za-z0-9._-]*$') {
      $text = "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($text) + "'"
    }
    [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
  }
}
`,
} as const;
