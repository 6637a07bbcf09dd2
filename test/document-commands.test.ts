/** Documents are run: their commands and programs, as they stand, against a fresh server. */
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { environment, ROOT, setUp, startServer, temporaryDirectory } from './document-server.ts';
import { freePort } from './free-port.ts';
import { fencedBlocks, run, runSnippets } from './run-snippets.ts';

/** `npm` works on this repository, and `npx` only finds what is installed in it. */
const PRELUDE = `npm() { command npm --prefix '${ROOT}' "$@"; }\nnpx() { "$@"; }\n`;

test('every command of the README runs as it stands, and answers what is shown', async (t) => {
  const commands = await runDocument(t, 'README.md');
  assert.ok(commands >= 6, `the README has ${commands} commands to run`);
});

test('every command of the quick start runs as it stands, and protects an API', async (t) => {
  const commands = await runDocument(t, 'docs/quick-start.md');
  assert.ok(commands >= 10, `the quick start has ${commands} commands to run`);
});

test('every program of the SDK guide runs as it stands, and prints what is shown', async (t) => {
  const server = await startServer(t);
  const env = { ...environment(), KEYWARD_URL: server.url, KEYWARD_ACCESS_TOKEN: await setUp(server) };
  const directory = temporaryDirectory(t);
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  let programs = 0;
  for (const path of ['docs/sdk.md', 'docs/verifier.md', 'packages/sdk/README.md']) {
    let printed: string | undefined;
    for (const { language, text } of fencedBlocks(readFileSync(path, 'utf8'))) {
      if (language === 'ts') {
        const file = join(directory, `program-${++programs}.ts`);
        writeFileSync(file, text);
        printed = await run(directory, join(ROOT, 'node_modules/.bin/node'), [file], env);
      } else assert.equal(printed, text, path);
    }
  }
  assert.ok(programs >= 6, `${programs} programs were run`);
});

/** Runs a document against a fresh server, as somebody would in a clone of the repository. */
async function runDocument(t: TestContext, path: string): Promise<number> {
  const server = await startServer(t);
  const directory = temporaryDirectory(t);
  for (const name of ['examples', 'node_modules']) symlinkSync(join(ROOT, name), join(directory, name));
  const text = readFileSync(path, 'utf8');
  const real = new Map([
    ['http://127.0.0.1:8080', server.url],
    ['3000', String(await freePort())],
    [/kwb_\w+/.exec(text)?.[0] ?? 'no set-up code is shown', server.setupCode],
  ]);
  return runSnippets(text, { directory, env: environment(), prelude: PRELUDE, real });
}
