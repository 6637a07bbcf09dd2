import { type ConfigFlags, readConfig } from '@keyward/server';
import { askService } from '../ask-service.ts';
import { printJson, printLine } from '../print.ts';

export interface PepperStatusFlags extends Pick<ConfigFlags, 'data' | 'databaseUrl'> {
  readonly json?: boolean;
}

/** Prints a line for each pepper that is given. */
export async function printPepperStatus(flags: PepperStatusFlags): Promise<void> {
  const peppers = await askService(readConfig(process.env, flags), { verb: 'pepper status' });
  if (flags.json === true) return printJson(peppers);
  for (const { id, use, secrets } of peppers) {
    printLine(`${use.padEnd(8)}  ${id}  ${secrets} ${secrets === 1 ? 'secret needs' : 'secrets need'} it`);
  }
}
