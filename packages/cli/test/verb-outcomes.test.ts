/** Every verb that the program has, each with every way in which a call of it can end. */
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { freePort } from '../../../test/free-port.ts';
import { commandFor } from '../src/program.ts';
import { VERBS } from '../src/verbs.ts';
import { type CommandLine, startCommandLine } from './start-command-line.ts';
import { type Outcome, OWNER_SECRET, VERB_OUTCOMES } from './verb-outcomes.ts';

/** Hundreds of starts of the program, which on a machine with other work take a second each. */
const PATIENCE_MS = 600_000;
const AT_ONCE = 3;
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const POLICY = [{ effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] }];
const CASE = { id: 'a', policy: POLICY, request: { action: 'viewProject', resource: 'proj/web' } };

/** Every command that does something, by the words that call it. */
async function verbsOfProgram(): Promise<ReadonlyMap<string, Command>> {
  const names = VERBS.map(({ name }) => name);
  const whole = await commandFor(names, () => undefined);
  const verbs = new Map<string, Command>();
  const collect = (command: Command, words: readonly string[]): void => {
    if (command.commands.length === 0 || command.registeredArguments.length > 0)
      verbs.set(words.join(' '), command);
    for (const each of command.commands) collect(each, [...words, each.name()]);
  };
  for (const each of whole.commands) collect(each, [each.name()]);
  return verbs;
}

const verbs = await verbsOfProgram();

test('every verb of the program has its outcomes, and no other has', () => {
  assert.ok(verbs.size > 50);
  assert.deepEqual(Object.keys(VERB_OUTCOMES).sort(), [...verbs.keys()].sort());
  for (const [verb, command] of verbs) {
    const { done, noNetwork, forbidden } = VERB_OUTCOMES[verb] ?? assert.fail(verb);
    const asksService = command.options.some(({ long }) => long === '--url');
    assert.equal(noNetwork !== 'needs none', asksService, `${verb} without a network`);
    if (!asksService) assert.equal(forbidden, 'no token is asked for', verb);
    if (typeof done === 'string') assert.ok(existsSync(join(ROOT, done)), `${verb} is shown by ${done}`);
  }
});

test('each verb ends as the page says: done, wrong usage, not found, forbidden, no network', {
  timeout: PATIENCE_MS,
}, async (t) => {
  const line = await startCommandLine(t);
  const { service } = line;
  const { reader, stranger } = await fill(line);
  const unreachable = { KEYWARD_URL: `http://127.0.0.1:${await freePort()}` };
  const changesBefore = changeCount(line);

  const check = async (
    verb: string,
    outcome: Outcome,
    environment: Readonly<Record<string, string>> = {},
  ) => {
    const input = outcome.input?.replace(OWNER_SECRET, service.ownerSecret) ?? '';
    const { code, stdout, stderr } = await line.run([...verb.split(' '), ...outcome.words], {
      input,
      environment,
    });
    const ended = `keyward ${verb} ${outcome.words.join(' ')}: ${code}\n${stdout}${stderr}`;
    assert.equal(code, outcome.code, ended);
    if (outcome.says !== undefined) assert.match(stdout + stderr, outcome.says, ended);
    if (outcome.hides !== undefined) assert.doesNotMatch(stdout + stderr, outcome.hides, ended);
    if (code !== 0) assert.match(stderr + stdout, /./, `${ended}says nothing`);
  };

  await t.test('wrong usage', () =>
    severalAtOnce([...verbs], async ([verb, command]) => {
      const needsWords = command.registeredArguments.some(({ required }) => required);
      const words = needsWords ? [] : ['--no-such-flag'];
      const says =
        /missing required argument|required option '[^']+' not specified|unknown option '--no-such-flag'/;
      await check(verb, { words, code: 2, says });
    }),
  );

  await t.test('not found', () =>
    severalAtOnce(Object.entries(VERB_OUTCOMES), async ([verb, { notFound }]) => {
      if (typeof notFound !== 'string') await check(verb, notFound);
    }),
  );

  await t.test('forbidden', () =>
    severalAtOnce(Object.entries(VERB_OUTCOMES), async ([verb, { forbidden }]) => {
      if (typeof forbidden === 'string') return;
      const secret = forbidden.as === 'reader' ? reader : stranger;
      await check(verb, forbidden, { KEYWARD_ACCESS_TOKEN: secret });
    }),
  );

  await t.test('no network', () =>
    severalAtOnce(Object.entries(VERB_OUTCOMES), async ([verb, { noNetwork }]) => {
      if (noNetwork !== 'needs none') await check(verb, noNetwork, unreachable);
    }),
  );

  await t.test('none of that changed anything', () => {
    assert.equal(changeCount(line), changesBefore);
  });

  await t.test('done; what asks no service needs no network for it', async () => {
    for (const [verb, { done, noNetwork }] of Object.entries(VERB_OUTCOMES)) {
      if (typeof done !== 'string') await check(verb, done, noNetwork === 'needs none' ? unreachable : {});
    }
  });
});

/** The things that the table speaks of, and the secrets of a reader and of somebody who may see nothing of them. */
async function fill({ service, run, directory }: CommandLine) {
  writeFileSync(join(directory, 'policy.json'), JSON.stringify(POLICY));
  writeFileSync(join(directory, 'cases.json'), JSON.stringify([{ ...CASE, expect: 'allow' }]));
  for (const name of ['kept', 'doomed', 'turned', 'stopped'])
    await service.createToken({ name, role: 'reader', serviceToken: true });
  await severalAtOnce(
    [
      ['tokens', 'reset', 'turned', '--confirm', 'turned', '-q'],
      ['tokens', 'disable', 'stopped'],
      ...['kept', 'doomed'].flatMap((name) => [
        ['roles', 'create', name, '--policy', 'policy.json'],
        ['teams', 'create', name],
        ['members', 'invite', `${name}@example.com`, '--role', 'reader'],
      ]),
    ],
    async (words) => assert.equal((await run(words)).code, 0, words.join(' ')),
  );
  const { token: stranger } = await service.createToken({ name: 'of nobody', inlineRole: POLICY });
  return { reader: (await service.addMember('reader', 'reader')).secret, stranger };
}

function changeCount({ service }: CommandLine): unknown {
  return service.query('SELECT count(*) AS n FROM change_log')[0]?.n;
}

async function severalAtOnce<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
): Promise<void> {
  const open = [...items];
  const work = async () => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
