import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directoryWith, runKeywardIn, runPolicy } from './run-policy.ts';

/** Says on stderr which module of the service or the SDK, or of what they are built on, is loaded. */
const WATCH = `import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, nextLoad) {
    if (/node_modules.(fastify|kysely|pino|openapi-fetch)|packages.(server|sdk)/.test(url)) process.stderr.write(url + '\\n');
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

test('a verb that calls a service loads nothing of the service, and the SDK only to make the call', async (t) => {
  const directory = directoryWith(t, {});
  const environment = {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(WATCH)}`,
    XDG_CONFIG_HOME: directory,
    KEYWARD_ACCESS_TOKEN: '',
  };
  const refused = await runKeywardIn(directory, ['tokens', 'list'], '', { environment });
  assert.deepEqual([refused.code, refused.stdout], [4, '']);
  assert.match(refused.stderr, /^keyward: there is no access token for [^\n]*\nkeyward: run [^\n]*\n$/);
  const calling = { ...environment, KEYWARD_ACCESS_TOKEN: 'x', KEYWARD_URL: 'http://127.0.0.1:9' };
  const called = await runKeywardIn(directory, ['whoami', '--timeout', '5'], '', { environment: calling });
  assert.equal(called.code, 7);
  assert.match(called.stderr, /packages.sdk/);
  assert.doesNotMatch(called.stderr, /packages.server|fastify|kysely/);
});
