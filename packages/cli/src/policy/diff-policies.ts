import { diff, rightsOfSubject } from '@keyward/policy';
import { Command } from 'commander';
import { printJson, printLine, tell } from '../print.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readPolicy } from './read-policy.ts';
import { refuseSecondStdin } from './read-text.ts';

interface DiffFlags {
  readonly types?: string;
  readonly json?: boolean;
}

export function diffCommand(): Command {
  return new Command('diff')
    .description('Say what is gained and lost when one policy becomes another')
    .argument('<old>', 'a JSON list of statements')
    .argument('<new>', 'what it becomes')
    .option('--types <file>', 'resource types of an account, a JSON list of declarations')
    .option('--json', 'print the difference as JSON')
    .action(diffFiles);
}

async function diffFiles(
  oldFile: string,
  newFile: string,
  { types, json = false }: DiffFlags,
  command: Command,
): Promise<void> {
  refuseSecondStdin(command, [oldFile, newFile, types]);
  const catalogue = await readCatalogue(types);
  const old = rightsOfSubject({ policy: await readPolicy(oldFile, catalogue) }, catalogue);
  const changed = rightsOfSubject({ policy: await readPolicy(newFile, catalogue) }, catalogue);
  const difference = diff(old, changed, catalogue);
  const { gained, lost, isComplete } = difference;
  if (json) printJson(difference);
  else {
    for (const { sentence } of gained) printLine(`+ ${sentence}`);
    for (const { sentence } of lost) printLine(`- ${sentence}`);
  }
  if (!isComplete) tell('there was no time to look at everything; compare smaller policies');
  else if (gained.length + lost.length === 0) tell('both policies allow the same');
}
