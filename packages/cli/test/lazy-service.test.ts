import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directoryWith, runPolicy } from './run-policy.ts';

/** Says on stderr which module of the service, or of what it is built on, is loaded. */
const WATCH = `import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, nextLoad) {
    if (/node_modules.(fastify|kysely|pino)|packages.server/.test(url)) process.stderr.write(url + '\\n');
    return nextLoad(url, context);
  },
});`;

test('a command on policies starts without loading the service, also when it refuses', async (t) => {
  const directory = directoryWith(t, { 'policy.json': [] });
  const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(WATCH)}` };
  const run = (...words: string[]) => runPolicy(directory, words, '', { environment });
  const { code, stdout, stderr } = await run('fmt', 'policy.json');
  assert.deepEqual([code, stdout, stderr], [0, '[]\n', '']);
  const refused = await run('lint', 'missing.json');
  assert.deepEqual([refused.code, refused.stderr], [1, 'keyward: `missing.json` does not exist\n']);
});
