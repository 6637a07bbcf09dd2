import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The machine's Chromium; on Debian it is installed when it is missing. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() ?? installChromium(), args: ['--no-sandbox'] });
}

function findChromium(): string | undefined {
  return [process.env.CHROMIUM ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));
}

function installChromium(): string {
  const run = (...words: string[]) => execFileSync('apt-get', words, { stdio: ['ignore', 2, 2] });
  run('update');
  run('install', '-y', '--no-install-recommends', 'chromium');
  const found = findChromium();
  if (found === undefined)
    throw new Error('no Chromium was found, and none could be installed; set `CHROMIUM` to its path');
  return found;
}
