import { type ConfigFlags, readConfig, rotatePepper } from '@keyward/server';
import { tell } from '../print.ts';

export type RotateFlags = Pick<ConfigFlags, 'data'>;

/** Makes a new pepper; secrets move to it as they are used. */
export async function rotate(flags: RotateFlags): Promise<void> {
  const config = readConfig(process.env, flags);
  rotatePepper(config);
  const { dataDirectory } = config;
  tell(
    `made a new pepper in \`${dataDirectory}/pepper\`; the one before is \`${dataDirectory}/pepper.previous\`. Keep a copy of both apart from backups, and start the service: each secret moves to the new pepper when it is used, and \`keyward pepper status\` says how many have not`,
  );
}
