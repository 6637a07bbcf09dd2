import type { Effect } from '@keyward/policy';
import { JsonFault, type JsonMember, type JsonNode, readJson } from './read-json.ts';

/** A list of a statement: which of the two fields it is, and where it stands; undefined where there is none yet. */
export interface ListPart {
  readonly isNegated: boolean;
  readonly entries: readonly string[];
  readonly member: JsonMember | undefined;
}

/** A statement that the builder can show, with its place in the text. */
export interface StatementPart {
  readonly from: number;
  readonly to: number;
  readonly effect: Effect;
  readonly effectAt: JsonNode | undefined;
  readonly resources: ListPart;
  readonly actions: ListPart;
}

/** What keeps a text from being shown as sentences, and where. `line` counts from one. */
export interface Obstacle {
  readonly message: string;
  readonly at: number;
  readonly line: number;
  /** Whether it is no JSON at all, so that it cannot be saved either. */
  readonly isBroken: boolean;
}

export interface PolicyReading {
  readonly statements: readonly StatementPart[];
  /** The brackets of the policy, with all between them. */
  readonly from: number;
  readonly to: number;
}

export type Reading =
  | { readonly policy: PolicyReading; readonly obstacle?: undefined }
  | { readonly policy?: undefined; readonly obstacle: Obstacle };

const FIELDS = ['effect', 'resources', 'notResources', 'actions', 'notActions'];

/** What has no sentence, and where that shows. */
export class Unshowable extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** The policy that a text holds, or why it has to stay a text. */
export function parsePolicy(text: string): Reading {
  try {
    const node = readJson(text);
    if (node.kind !== 'list') {
      throw new Unshowable('A policy is a list of statements: it begins with `[`', node.from);
    }
    const statements = node.items.map(statementOf);
    return { policy: { statements, from: node.from, to: node.to } };
  } catch (error) {
    if (!(error instanceof JsonFault) && !(error instanceof Unshowable)) throw error;
    const { at } = error;
    const isBroken = error instanceof JsonFault;
    const message = isBroken ? `This is not JSON yet: ${error.message}` : error.message;
    return { obstacle: { message, at, line: lineAt(text, at), isBroken } };
  }
}

export function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** @throws Unshowable */
export function statementOf(node: JsonNode, index: number): StatementPart {
  const name = `Statement ${index + 1}`;
  if (node.kind !== 'object') throw new Unshowable(`${name} is no object: it begins with \`{\``, node.from);
  const members = new Map<string, JsonMember>();
  for (const member of node.members) {
    if (!FIELDS.includes(member.name)) {
      throw new Unshowable(
        `${name} has the field \`${member.name}\`, which policies do not have`,
        member.from,
      );
    }
    if (members.has(member.name)) {
      throw new Unshowable(`${name} has the field \`${member.name}\` twice`, member.from);
    }
    members.set(member.name, member);
  }
  const list = (plain: string, negated: string): ListPart => {
    const [kept, other] = [members.get(plain), members.get(negated)];
    if (kept && other) {
      throw new Unshowable(`${name} has both \`${plain}\` and \`${negated}\`; keep one of them`, other.from);
    }
    const member = kept ?? other;
    return { isNegated: other !== undefined, member, entries: member ? textsOf(member, name) : [] };
  };
  const effectAt = members.get('effect')?.value;
  const effect = effectAt?.kind === 'text' ? effectAt.value : undefined;
  if (effect !== 'allow' && effect !== 'deny') {
    throw new Unshowable(`${name} needs an \`effect\`: \`allow\` or \`deny\``, effectAt?.from ?? node.from);
  }
  return {
    from: node.from,
    to: node.to,
    effect,
    effectAt,
    resources: list('resources', 'notResources'),
    actions: list('actions', 'notActions'),
  };
}

function textsOf({ name: field, value }: JsonMember, name: string): readonly string[] {
  if (value.kind !== 'list')
    throw new Unshowable(`\`${field}\` in ${name.toLowerCase()} is no list`, value.from);
  return value.items.map((item) => {
    if (item.kind === 'text') return item.value;
    throw new Unshowable(`\`${field}\` in ${name.toLowerCase()} holds what is no text`, item.from);
  });
}
