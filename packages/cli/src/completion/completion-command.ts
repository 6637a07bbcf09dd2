import { Argument, Command } from 'commander';
import { printCandidates } from './candidates.ts';
import { SCRIPTS } from './scripts.ts';

type Shell = keyof typeof SCRIPTS;

export function completionCommand(): Command {
  const shell = new Argument('<shell>', 'which shell').choices(Object.keys(SCRIPTS));
  return new Command('completion')
    .addArgument(shell)
    .argument('[word...]', 'for the scripts: the words so far, of which the last is to be completed')
    .passThroughOptions()
    .action(async (name: Shell, words: readonly string[]) => {
      if (words.length === 0) process.stdout.write(SCRIPTS[name]);
      else await printCandidates(words);
    });
}
