import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Installs what a folder of its own needs, exactly as its lockfile says, unless it is there. */
export function installLocked(folder: URL): void {
  const { dependencies } = readPackage(folder, 'package.json') ?? {};
  const isThere = Object.entries(dependencies ?? {}).every(
    ([name, wanted]) =>
      readPackage(folder, `node_modules/${name}/package.json`)?.version === wanted.split('@').at(-1),
  );
  if (isThere) return;
  const { status } = spawnSync('npm', ['ci', '--no-workspaces'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0)
    throw new Error(`\`npm ci\` did not end well in ${fileURLToPath(folder)}; run it by hand`);
}

interface Package {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function readPackage(folder: URL, path: string): Package | undefined {
  try {
    return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
  } catch {
    return undefined;
  }
}
