/** What a browser loads of the console before it shows something: compressed, against the budget. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = 'packages/console/dist';
const BUDGET = { js: 230, css: 25 } as const;

const page = readFileSync(join(DIST, 'index.html'), 'utf8');
const named = new Set([...page.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name = '']) => name));
const sizeOf = (name: string) =>
  gzipSync(readFileSync(join(DIST, 'assets', name)), { level: 9 }).length / 1000;
const all = readdirSync(join(DIST, 'assets'));

for (const [kind, limit] of Object.entries(BUDGET)) {
  const first = [...named].filter((name) => name.endsWith(`.${kind}`));
  const size = first.reduce((sum, name) => sum + sizeOf(name), 0);
  process.stdout.write(
    `first load, ${kind}: ${size.toFixed(1)} kB in ${first.length} files (budget ${limit} kB)\n`,
  );
  if (size > limit) process.exitCode = 1;
}
for (const name of all.filter((each) => each.endsWith('.js') && !named.has(each))) {
  if (sizeOf(name) > 5) process.stdout.write(`later, ${name}: ${sizeOf(name).toFixed(1)} kB\n`);
}
