import { Command } from 'commander';
import { asPrintingVerb, type OutputFlags } from '../client/client-flags.ts';
import type { EndWith } from '../exit-code.ts';

export function scanCommand(endWith: EndWith): Command {
  const command = new Command('scan').argument('<path...>', 'files and directories; `-` is stdin');
  return asPrintingVerb(command).action(async (paths: readonly string[], flags: OutputFlags) =>
    (await import('./scan-paths.ts')).scanPaths(paths, flags, endWith),
  );
}
