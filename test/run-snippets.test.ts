import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { type TestContext, test } from 'node:test';
import { runSnippets } from './run-snippets.ts';

for (const [ending, last] of [
  ['all snippets have run', 'true'],
  ['a snippet fails', 'false'],
] as const)
  test(`what a document leaves running in the background ends when ${ending}`, async (t) => {
    const { port, connection } = await listen(t);
    // The program in the background holds the connection until it ends.
    const text = sh(`exec 3<>/dev/tcp/127.0.0.1/${port}\nsleep 600 > /dev/null 2>&1 <&3 &`) + sh(last);
    const place = { directory: tmpdir(), env: process.env, prelude: '', real: new Map() };
    if (last === 'true') assert.equal(await runSnippets(text, place), 2);
    else await assert.rejects(runSnippets(text, place), /ended with 1/);
    const socket = await connection;
    if (!socket.closed) await once(socket, 'close');
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
