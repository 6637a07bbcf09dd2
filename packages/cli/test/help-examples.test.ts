/** What the help of a verb shows first is a command that the program takes as it stands. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Command } from 'commander';
import { EXAMPLES } from '../src/help-examples.ts';
import { commandFor } from '../src/program.ts';
import { VERBS } from '../src/verbs.ts';

const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');

test('every verb has two examples, and there are none of others', async () => {
  const whole = await commandFor(
    VERBS.map(({ name }) => name),
    () => undefined,
  );
  assert.deepEqual(Object.keys(EXAMPLES).sort(), verbsOf(whole).sort());
});

for (const [verb, examples] of Object.entries(EXAMPLES)) {
  test(`the examples of \`keyward ${verb}\` are taken, and the guide has the place that its help names`, async () => {
    for (const example of examples) {
      const words = wordsOf(example);
      const command = await commandFor(words, () => undefined);
      let isTaken = false;
      find(command, verb.split(' ')).action(() => {
        isTaken = true;
      });
      await command.parseAsync(words, { from: 'user' });
      assert.ok(isTaken, example);
    }
    assert.ok(page.includes(`\n## keyward ${verb}\n`), `docs/cli.md tells of ${verb}`);
  });
}

test('the help of a verb begins with its examples', async () => {
  let help = '';
  const command = await commandFor(['tokens', 'list', '-h'], () => undefined);
  find(command, ['tokens', 'list']).configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  await assert.rejects(command.parseAsync(['tokens', 'list', '-h'], { from: 'user' }));
  assert.match(
    help,
    /^Examples:\n {2}keyward tokens list --unused-for 90d\n[\s\S]*\/docs\/cli#keyward-tokens-list/,
  );
});

/** The verbs that do something, by their whole names. */
function verbsOf(command: Command, path: readonly string[] = []): string[] {
  const own = command.commands.length === 0 || command.registeredArguments.length > 0 ? [path.join(' ')] : [];
  return [...own, ...command.commands.flatMap((verb) => verbsOf(verb, [...path, verb.name()]))];
}

function find(command: Command, path: readonly string[]): Command {
  const [name, ...rest] = path;
  const next = command.commands.find((each) => each.name() === name);
  if (next === undefined) throw new Error(`no verb is called \`${name}\``);
  return rest.length === 0 ? next : find(next, rest);
}

/** The words of the last `keyward` in a line of a shell. */
function wordsOf(line: string): string[] {
  const part = line.split(' | ').findLast((each) => /(^|\()keyward /.test(each)) ?? '';
  const [, own = ''] = /(?:^|\()keyward (.+?)(?: [<>] .*|\)"?)?$/.exec(part) ?? [];
  return Array.from(own.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '');
}
