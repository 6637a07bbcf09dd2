import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { type TestContext, test } from 'node:test';
import { runSnippets } from './run-snippets.ts';

for (const [ending, last, failure] of [
  ['all snippets have run, and is told of', 'true', /leaves a program running/],
  ['a snippet fails', 'false', /ended with 1/],
] as const)
  test(`what a document leaves running in the background ends when ${ending}`, async (t) => {
    const { port, connection } = await listen(t);
    // The program in the background holds the connection until it ends.
    const text = sh(`exec 3<>/dev/tcp/127.0.0.1/${port}\nsleep 600 > /dev/null 2>&1 <&3 &`) + sh(last);
    const place = { directory: tmpdir(), env: process.env, prelude: '', real: new Map() };
    await assert.rejects(runSnippets(text, place), failure);
    const socket = await connection;
    if (!socket.closed) await once(socket, 'close');
  });

test('a document that ends what it started has nothing to be told', async () => {
  const place = { directory: tmpdir(), env: process.env, prelude: '', real: new Map() };
  const both = sh('sleep 600 > /dev/null 2>&1 &\nPROGRAM=$!\nkill $PROGRAM');
  assert.equal(await runSnippets(both, place), 1);
});

async function listen(t: TestContext): Promise<{ port: number; connection: Promise<Socket> }> {
  const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const connection = once(server, 'connection').then(([socket]) => socket as Socket);
  return { port: (server.address() as AddressInfo).port, connection };
}

function sh(commands: string): string {
  return `\`\`\`sh\n${commands}\n\`\`\`\n`;
}
