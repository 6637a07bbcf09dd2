import { resolve } from 'node:path';
import { type Config, type ConfigFlags, readConfig } from '@keyward/server';
import { askService } from '../ask-service.ts';
import { tell } from '../print.ts';

export type BackupFlags = Pick<ConfigFlags, 'data' | 'databaseUrl'>;

/** Makes a backup and says what it lacks. */
export async function backup(file: string, flags: BackupFlags): Promise<void> {
  const config = readConfig(process.env, flags);
  const tables = await askService(config, { verb: 'backup', file: resolve(file) });
  const tokens = tables.find(({ name }) => name === 'tokens')?.rows ?? 0;
  tell(
    `wrote \`${file}\` with ${tokens} tokens. It does not hold the pepper, and without the pepper no secret in it works: keep a copy of ${pepperPlace(config)} elsewhere`,
  );
}

function pepperPlace({ pepperSource, dataDirectory }: Config): string {
  if (pepperSource === undefined) return `\`${dataDirectory}/pepper\``;
  return 'file' in pepperSource ? `\`${pepperSource.file}\`` : 'the value of `KEYWARD_PEPPER`';
}
