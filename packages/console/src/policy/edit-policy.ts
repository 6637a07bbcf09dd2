import type { Effect, Statement } from '@keyward/policy';
import type { PolicyReading, StatementPart } from './parse-policy.ts';
import { readPolicy } from './read-policy.ts';

/** One act of the builder on a policy. Statements are counted from zero. */
export type PolicyEdit =
  | { readonly kind: 'effect'; readonly statement: number; readonly effect: Effect }
  | {
      readonly kind: 'list';
      readonly statement: number;
      readonly list: 'resources' | 'actions';
      readonly isNegated: boolean;
      readonly entries: readonly string[];
    }
  | { readonly kind: 'add'; readonly written: Statement }
  | { readonly kind: 'replace'; readonly statement: number; readonly written: Statement }
  | { readonly kind: 'duplicate' | 'remove'; readonly statement: number }
  | { readonly kind: 'move'; readonly statement: number; readonly to: number };

const NAMES = {
  resources: ['resources', 'notResources'],
  actions: ['actions', 'notActions'],
} as const;

/**
 * The text after the edit. Everything that the edit is not about stays as it was written, to the byte. A text that the
 * builder cannot show, and a statement that is not there, are left alone.
 */
export function editPolicy(text: string, edit: PolicyEdit): string {
  const { policy } = readPolicy(text);
  if (!policy) return text;
  if (edit.kind === 'add') return insertAfter(text, policy, policy.statements.length - 1, edit.written);
  const part = policy.statements[edit.statement];
  if (!part) return text;
  const own = text.slice(part.from, part.to);
  switch (edit.kind) {
    case 'effect':
      return part.effectAt ? splice(text, part.effectAt, JSON.stringify(edit.effect)) : text;
    case 'list':
      return writeList(text, part, edit);
    case 'replace':
      return splice(text, part, print(edit.written, text, part.from, own.includes('\n')));
    case 'duplicate':
      return insertAfter(text, policy, edit.statement, own);
    case 'remove':
      return remove(text, policy, edit.statement);
    case 'move':
      return move(text, policy, edit.statement, edit.to);
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function splice(text: string, { from, to }: Range, written: string): string {
  return text.slice(0, from) + written + text.slice(to);
}

function writeList(
  text: string,
  part: StatementPart,
  { list, isNegated, entries }: Extract<PolicyEdit, { kind: 'list' }>,
): string {
  const name = JSON.stringify(NAMES[list][isNegated ? 1 : 0]);
  const { member } = part[list];
  if (!member) {
    const inner = text.slice(part.from + 1, part.effectAt?.from).match(/^\s*/)?.[0] ?? '';
    const end = part.from + text.slice(part.from, part.to - 1).trimEnd().length;
    return splice(text, { from: end, to: end }, `,${inner}${name}: ${JSON.stringify(entries)}`);
  }
  const { value } = member;
  const old = text.slice(value.from, value.to);
  const written =
    JSON.stringify(part[list].entries) === JSON.stringify(entries)
      ? old
      : print(entries, text, value.from, old.includes('\n') || (old === '[]' && text.includes('\n')));
  const colon = text.slice(member.from, value.from).replace(/^"[^"]*"/, '');
  const named = part[list].isNegated === isNegated ? text.slice(member.from, value.from) : name + colon;
  return splice(text, { from: member.from, to: value.to }, named + written);
}

/** A value as the text around it is written: in lines of their own, with spaces, or with none. */
function print(value: Statement | readonly string[], text: string, at: number, isInLines: boolean): string {
  if (isInLines) {
    const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    return JSON.stringify(value, undefined, unitOf(text)).replaceAll('\n', `\n${indent}`);
  }
  if (/^\S+$/.test(text)) return JSON.stringify(value);
  return JSON.stringify(value, undefined, 1)
    .replace(/\n\s*(?=[\]}])/g, '')
    .replace(/([[{])\n\s*/g, '$1')
    .replace(/\n\s*/g, ' ');
}

function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

function insertAfter(
  text: string,
  { statements, from, to }: PolicyReading,
  index: number,
  written: Statement | string,
): string {
  const [first, second] = statements;
  const after = statements[index];
  if (!first || !after) {
    const isCompact = typeof written === 'string';
    const body = isCompact ? written : JSON.stringify(written, undefined, 2).replaceAll('\n', '\n  ');
    return splice(text, { from, to }, `[\n  ${body}\n]`);
  }
  const gap = second ? text.slice(first.to, second.from) : `,${text.slice(from + 1, first.from)}`;
  const own = typeof written === 'string' ? written : print(written, text, after.from, text.includes('\n'));
  return splice(text, { from: after.to, to: after.to }, gap + own);
}

function remove(text: string, { statements, from, to }: PolicyReading, index: number): string {
  const [before, part, after] = [statements[index - 1], statements[index], statements[index + 1]];
  if (!part) return text;
  if (after) return splice(text, { from: part.from, to: after.from }, '');
  if (before) return splice(text, { from: before.to, to: part.to }, '');
  return splice(text, { from: from + 1, to: to - 1 }, '');
}

/** The texts of the statements change places; what stands between them stays. */
function move(text: string, { statements }: PolicyReading, from: number, to: number): string {
  const texts = statements.map((part) => text.slice(part.from, part.to));
  const [moved] = texts.splice(from, 1);
  if (moved === undefined || to < 0 || to >= statements.length) return text;
  texts.splice(to, 0, moved);
  let written = text;
  for (let index = statements.length - 1; index >= 0; index--) {
    const part = statements[index];
    if (part) written = splice(written, part, texts[index] ?? '');
  }
  return written;
}
