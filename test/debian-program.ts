import { execFileSync, spawnSync } from 'node:child_process';

/** The path of a program. Debian's package is installed where it is missing; where that fails, so do the tests. */
export function debianProgram(name: string, packageName: string): string {
  return findProgram(name) ?? installProgram(name, packageName);
}

function findProgram(name: string): string | undefined {
  const path = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`;
  const { stdout } = spawnSync('sh', ['-c', `command -v ${name}`], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });
  return stdout.trim() === '' ? undefined : stdout.trim();
}

function installProgram(name: string, packageName: string): string {
  const run = (...words: string[]) => execFileSync('apt-get', words, { stdio: ['ignore', 2, 2] });
  run('update');
  run('install', '-y', '--no-install-recommends', packageName);
  const found = findProgram(name);
  if (found === undefined) throw new Error(`\`${name}\` is not here and could not be installed`);
  return found;
}
