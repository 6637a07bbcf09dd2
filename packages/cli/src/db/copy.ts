import { copyDatabase, placeName, readConfig, systemClock } from '@keyward/server';
import { printLine, tell } from '../print.ts';
import { progressLine } from '../progress.ts';

export interface CopyFlags {
  readonly from: string;
  readonly to: string;
}

/** Copies a database and prints how many rows of each table arrived. */
export async function copy({ from, to }: CopyFlags): Promise<void> {
  const progress = progressLine();
  const { KEYWARD_DATA: _data, KEYWARD_DATABASE_URL: _url, ...environment } = process.env;
  try {
    const { tables, pepperPlace } = await copyDatabase(readConfig(environment), systemClock(), {
      from,
      to,
      progress: progress.report,
    });
    progress.end();
    for (const { name, rows } of tables) printLine(`${name.padEnd(20)} ${rows}`);
    tell(
      `copied ${placeName(from)} to ${placeName(to)}; the counts of both sides are the same. The copy needs the same pepper: that of ${pepperPlace}. From now on serve one of them only`,
    );
  } finally {
    progress.end();
  }
}
