import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { freePort } from '../../test/free-port.ts';
import { untilListening } from '../../test/until-listening.ts';
import { temporaryDirectory } from '../keyward-process.ts';
import { type GatewayProgram, gatewayProgram } from './gateway-programs.ts';

export interface Surroundings {
  readonly keywardPort: number;
  readonly apiPort: number;
  readonly accountId: string;
}

/** The files of each gateway, by the language of their block on its page of the documents, and how it is started. */
const GATEWAYS: Readonly<
  Record<GatewayProgram, { readonly files: Record<string, string>; words(directory: string): string[] }>
> = {
  nginx: {
    files: { nginx: 'nginx.conf' },
    words: (directory) => ['-p', directory, '-c', join(directory, 'nginx.conf'), '-g', 'daemon off;'],
  },
  caddy: {
    files: { caddyfile: 'Caddyfile' },
    words: (directory) => ['run', '--adapter', 'caddyfile', '--config', join(directory, 'Caddyfile')],
  },
  haproxy: {
    files: { haproxy: 'haproxy.cfg', lua: 'keyward.lua' },
    words: (directory) => ['-db', '-f', join(directory, 'haproxy.cfg')],
  },
};

/** Starts a gateway with the configuration of its page in `docs/gateways`, with other ports. Ended with the test. */
export async function startGateway(
  t: TestContext,
  name: GatewayProgram,
  surroundings: Surroundings,
): Promise<number> {
  const program = gatewayProgram(name);
  const directory = temporaryDirectory(t);
  const port = await freePort();
  const { files, words } = GATEWAYS[name];
  for (const [language, file] of Object.entries(files)) {
    writeFileSync(
      join(directory, file),
      configurationOf(name, language, { port, directory, ...surroundings }),
    );
  }
  const gateway = spawn(program, words(directory), {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: directory },
  });
  let said = '';
  for (const stream of [gateway.stdout, gateway.stderr]) stream.on('data', (bytes) => (said += bytes));
  const ended = once(gateway, 'exit');
  t.after(() => {
    gateway.kill('SIGTERM');
    return ended;
  });
  await untilListening(port, () => gateway.exitCode !== null).catch((error) => {
    throw new Error(`\`${name}\` did not start: ${said}`, { cause: error });
  });
  return port;
}

function configurationOf(
  name: string,
  language: string,
  places: Surroundings & { readonly port: number; readonly directory: string },
): string {
  const page = readFileSync(new URL(`../../docs/gateways/${name}.md`, import.meta.url), 'utf8');
  const [, text] = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(page) ?? [];
  if (text === undefined) throw new Error(`docs/gateways/${name}.md has no block of ${language}`);
  const replacements: readonly (readonly [from: string, to: string])[] = [
    ['127.0.0.1:8080', `127.0.0.1:${places.keywardPort}`],
    ['127.0.0.1:3000', `127.0.0.1:${places.apiPort}`],
    ['8000', String(places.port)],
    ['ACCOUNT', places.accountId],
    ['/run/', `${places.directory}/`],
    ['/etc/haproxy/', `${places.directory}/`],
  ];
  return replacements.reduce((config, [from, to]) => config.replaceAll(from, to), text);
}
