/** What docs/comparison.md says of others can be looked up: each cell names what was read, and each of those has a date. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const page = readFileSync('docs/comparison.md', 'utf8');
const [compared = '', listed = ''] = page.split(/^## Sources$/m);
const cellsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.trim()),
    );
const sources = new Map(
  cellsOf(listed)
    .slice(1)
    .map(([name = '', , date = '']) => [name, date]),
);
const namesIn = (text: string) => text.match(/\b[A-Z]\d\b/g) ?? [];

test('each cell about somebody else is unknown, does not apply, or names what was read', () => {
  const rows = cellsOf(compared).filter(([name]) => name !== 'Feature');
  assert.ok(rows.length >= 25);
  for (const [name = '', ...cells] of rows) {
    assert.match(name, /^\[[^\]]+\]\([\w./#-]+\)$/, 'the row leads to what Keyward does');
    const ours = cells.pop() ?? '';
    assert.match(ours, /^[✓◐✗]/, name);
    for (const cell of cells) {
      assert.match(cell, /^(?:\?$|[✓◐✗–] )/, `${name}: ${cell}`);
      if (cell !== '?') assert.ok(namesIn(cell).length > 0, `${name}: \`${cell}\` names no source`);
    }
  }
});

test('what was read is listed with its date or version, and nothing is listed that no cell names', () => {
  for (const [name, date] of sources) assert.match(date, /\d/, name);
  assert.deepEqual([...new Set(namesIn(compared))].sort(), [...sources.keys()].sort());
});
