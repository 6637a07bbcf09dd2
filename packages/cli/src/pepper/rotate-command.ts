import { Command } from 'commander';
import type { RotateFlags } from './rotate.ts';

export function rotateCommand(): Command {
  return new Command('rotate')
    .description('Make a new pepper in the data directory of a stopped service, beside the one before')
    .option('--data <dir>', 'the data directory (KEYWARD_DATA; default .keyward)')
    .action(async (flags: RotateFlags) => (await import('./rotate.ts')).rotate(flags));
}
