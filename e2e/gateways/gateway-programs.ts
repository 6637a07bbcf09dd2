import { execFileSync, spawnSync } from 'node:child_process';

/** The package of Debian that has each program. */
const PACKAGES = { nginx: 'nginx-light', caddy: 'caddy', haproxy: 'haproxy' } as const;

export type GatewayProgram = keyof typeof PACKAGES;

/** The path of the program. Debian's package is installed where it is missing; where that fails, so do the tests. */
export function gatewayProgram(name: GatewayProgram): string {
  return findProgram(name) ?? installProgram(name);
}

function findProgram(name: string): string | undefined {
  const path = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`;
  const { stdout } = spawnSync('sh', ['-c', `command -v ${name}`], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });
  return stdout.trim() === '' ? undefined : stdout.trim();
}

function installProgram(name: GatewayProgram): string {
  const run = (...words: string[]) => execFileSync('apt-get', words, { stdio: ['ignore', 2, 2] });
  run('update');
  run('install', '-y', '--no-install-recommends', PACKAGES[name]);
  const found = findProgram(name);
  if (found === undefined) throw new Error(`\`${name}\` is not here and could not be installed`);
  return found;
}
