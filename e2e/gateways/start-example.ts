import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';

/** Starts the API of `examples/gateways`; ended with the test. */
export async function startExample(t: TestContext): Promise<number> {
  const program = new URL('../../examples/gateways/api.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  const [line] = await once(child.stdout, 'data');
  const [, port] = /^listening on (\d+)$/m.exec(String(line)) ?? [];
  if (port === undefined) throw new Error(`the example said \`${line}\``);
  return Number(port);
}
