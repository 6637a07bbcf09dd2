import type { ClientFlags } from '../client/client-flags.ts';
import { type EndWith, exitCode } from '../exit-code.ts';
import type { Shape } from '../output/cells.ts';
import { printItems } from '../output/print-items.ts';
import { resolveTarget } from '../profile/resolve-target.ts';
import { CHECKS, type Finding } from './checks.ts';

interface Row extends Finding {
  readonly check: string;
}

const rowShape: Shape<Row> = {
  id: ({ check }) => check,
  columns: [
    { title: 'check', of: ({ check }) => check },
    { title: 'result', of: ({ result }) => result },
    { title: 'what', of: ({ what }) => what },
  ],
};

/** Looks at what a call needs, one thing after another: what fails keeps those that rest on it from being looked at. */
export async function examine(flags: ClientFlags, endWith: EndWith): Promise<void> {
  const target = resolveTarget(flags);
  const rows: Row[] = [];
  for (const { check, look, isVital } of CHECKS) {
    const finding = await look(target, flags);
    rows.push({ check, ...finding });
    if (finding.result !== 'bad') continue;
    endWith(exitCode.failed);
    if (isVital) break;
  }
  printItems(rows, rowShape, flags);
}
