import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { createToken } from './call-api.ts';
import { startOwnedKeyward } from './keyward-process.ts';

const SERVER = fileURLToPath(
  new URL('../node_modules/@launchdarkly/mcp-server/bin/mcp-server.js', import.meta.url),
);
const TOOL = 'get-audit-log-entries';

test("LaunchDarkly's MCP server reads the audit log with a token, and nothing with a wrong one", async (t) => {
  const { url, ownerSecret } = await startOwnedKeyward(t);
  const { id } = await createToken(url, ownerSecret, { name: 'for the log', role: 'reader' });

  async function ask(apiKey: string, request: Readonly<Record<string, unknown>>) {
    const client = new Client({ name: 'keyward-test', version: '1.0.0' });
    const args = [SERVER, 'start', '--api-key', apiKey, '--server-url', url, '--log-level', 'error'];
    const transport = new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' });
    await client.connect(transport);
    try {
      const { content, isError } = await client.callTool({ name: TOOL, arguments: { request } });
      const [part] = content as { type: string; text: string }[];
      return { isError: isError === true, text: part?.text ?? '' };
    } finally {
      await client.close();
    }
  }

  const all = await ask(ownerSecret, {});
  assert.equal(all.isError, false, all.text);
  const { items } = JSON.parse(all.text);
  assert.equal(items.length, 4);
  assert.deepEqual(
    items[0].accesses.map(({ action }: { action: string }) => action),
    ['createAccessToken'],
  );
  assert.deepEqual(
    [items[0].name, items[0].kind, items[0].token.serviceToken],
    ['for the log', 'token', false],
  );
  assert.match(items[0].accesses[0].resource, new RegExp(`:token/${id}$`));

  const found = await ask(ownerSecret, {
    limit: 1,
    q: 'FOR THE',
    after: items[3].date,
    before: items[0].date,
  });
  assert.deepEqual(JSON.parse(found.text).items, [items[0]]);
  assert.deepEqual(await ask('kwp_wrong', {}), { isError: true, text: 'Invalid access token' });
});
