import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type ApiAnswer, callApi, createToken } from './call-api.ts';
import { initKeyward, type KeywardProcess, startKeyward, temporaryDirectory } from './keyward-process.ts';

/** A service set up with its code, with tokens that live and one that was deleted. */
export async function startTalkativeSession(t: TestContext) {
  const directory = temporaryDirectory(t);
  const data = join(directory, 'data');
  const server = await startKeyward(t, { data, flags: ['--create'] });
  const [code] = await server.stderrMatch(/kwb_\w{36}/);
  const setUp = { code, email: 'owner@example.com' };
  const claimed = await callApi(server.url, '/api/v2/setup', { method: 'POST', body: setUp });
  const owner = String(claimed.body?.token);
  const personal = await createToken(server.url, owner, { role: 'reader', name: 'personal' });
  const service = await createToken(server.url, owner, { role: 'admin', serviceToken: true });
  const deleted = await createToken(server.url, service.secret, { role: 'reader', serviceToken: true });
  await callApi(server.url, `/api/v2/tokens/${deleted.id}`, { secret: owner, method: 'DELETE' });
  const foreign = await initKeyward(join(directory, 'foreign'));
  const tokens = {
    owner,
    personal: personal.secret,
    service: service.secret,
    deleted: deleted.secret,
    foreign,
  };
  return { data, server, code, tokens, ids: [personal.id, service.id] };
}

/** The content of every file of a data directory; the socket among them has none. */
export function filesOf(data: string): Record<string, Buffer> {
  const names = readdirSync(data).filter((name) => name !== 'control.sock');
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(data, name))]));
}

/** An answer with its headers as one text. */
export function answerText({ status, headers, text }: ApiAnswer): string {
  return `${status} ${JSON.stringify([...headers])} ${text}`;
}

/** Everything that the service says of itself, and all of its audit log. */
export async function readEverything(
  { url }: KeywardProcess,
  secret: string,
): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  const read = async (path: string) => {
    const answer = await callApi(url, path, { secret });
    assert.equal(answer.status, 200, path);
    texts[path] = answerText(answer);
    return answer;
  };
  for (const path of ['/metrics', '/healthz', '/readyz', '/api/v2', '/api/v2/openapi.json']) await read(path);
  for (const name of ['tokens', 'account', 'members/me', 'caller-identity', 'versions'])
    await read(`/api/v2/${name}`);
  for (let path: string | undefined = '/api/v2/auditlog?limit=20'; path !== undefined; ) {
    const { body } = await read(path);
    for (const { _id } of (body?.items ?? []) as { _id: string }[]) await read(`/api/v2/auditlog/${_id}`);
    path = (body?._links as Record<string, { href: string }> | undefined)?.next?.href;
  }
  return texts;
}
