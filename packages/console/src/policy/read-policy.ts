import {
  type ListPart,
  parsePolicy,
  type Reading,
  type StatementPart,
  statementOf,
  Unshowable,
} from './parse-policy.ts';
import { JsonFault, type JsonMember, type JsonNode, readJson } from './read-json.ts';

interface Known {
  readonly text: string;
  readonly reading: Reading;
}

/** Large texts that were read last: one key asks several times about the same one, before the edit and after it. */
let recent: readonly Known[] = [];
const RECENT = 2;
const LARGE = 4096;

/** The policy that a text holds, or why it has to stay a text. Of a large one that was read before only what was changed is read. */
export function readPolicy(text: string): Reading {
  if (text.length < LARGE) return parsePolicy(text);
  const known = recent.find((each) => each.text === text);
  if (known) return known.reading;
  const [last] = recent;
  const reading = (last && rereadStatement(last, text)) ?? parsePolicy(text);
  recent = [{ text, reading }, ...recent].slice(0, RECENT);
  return reading;
}

/**
 * The reading of a text that is another one with one statement written otherwise; undefined where it is something else,
 * or where that statement cannot be shown.
 */
export function rereadStatement({ text: old, reading }: Known, text: string): Reading | undefined {
  if (!reading.policy) return undefined;
  const { from, to, statements } = reading.policy;
  const start = sameAtStart(old, text);
  const end = old.length - sameAtEnd(old, text, start);
  const index = statements.findIndex((part) => part.to > start);
  const part = statements[index];
  // Its braces are not changed themselves: what stands between them is all that may end it elsewhere.
  if (!part || part.from >= start || part.to <= end) return undefined;
  const longer = text.length - old.length;
  const changed = statementIn(text.slice(part.from, part.to + longer), index);
  if (!changed) return undefined;
  const after = statements.slice(index + 1);
  return {
    policy: {
      from,
      to: to + longer,
      statements: [
        ...statements.slice(0, index),
        moved(changed, part.from),
        ...(longer === 0 ? after : after.map((each) => moved(each, longer))),
      ],
    },
  };
}

function statementIn(text: string, index: number): StatementPart | undefined {
  try {
    return statementOf(readJson(text), index);
  } catch (error) {
    if (error instanceof JsonFault || error instanceof Unshowable) return undefined;
    throw error;
  }
}

function sameAtStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

/** How many characters are the same at the end, without those that are the same at the start. */
function sameAtEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start;
  let count = 0;
  while (
    count < most &&
    one.charCodeAt(one.length - 1 - count) === other.charCodeAt(other.length - 1 - count)
  )
    count++;
  return count;
}

function moved(part: StatementPart, by: number): StatementPart {
  return {
    ...part,
    from: part.from + by,
    to: part.to + by,
    effectAt: part.effectAt && movedNode(part.effectAt, by),
    resources: movedList(part.resources, by),
    actions: movedList(part.actions, by),
  };
}

function movedList(list: ListPart, by: number): ListPart {
  return list.member ? { ...list, member: movedMember(list.member, by) } : list;
}

function movedMember({ name, from, value }: JsonMember, by: number): JsonMember {
  return { name, from: from + by, value: movedNode(value, by) };
}

function movedNode(node: JsonNode, by: number): JsonNode {
  const place = { from: node.from + by, to: node.to + by };
  if (node.kind === 'list')
    return { ...node, ...place, items: node.items.map((each) => movedNode(each, by)) };
  if (node.kind === 'object')
    return { ...node, ...place, members: node.members.map((each) => movedMember(each, by)) };
  return { ...node, ...place };
}
