import { Expansion } from './expansion.ts';
import { compileGlob, type Glob, matchesEverything, matchesGlob } from './glob.ts';
import { parseResourceSpecifier } from './parse-resource-specifier.ts';
import { chainOf, type SpecifierFlag, type SpecifierSegment } from './resource-specifier.ts';
import { type RoleAttributes, resolvePlaceholders } from './role-attributes.ts';
import type { Effect, Policy, Statement } from './statement.ts';

/** Entries of one list after placeholders took their values; a statement with more cannot be read. */
export const MAX_ENTRIES = 1000;

export interface CompiledPolicy {
  readonly statements: readonly CompiledStatement[];
}

export interface CompiledStatement {
  readonly index: number;
  readonly effect: Effect;
  readonly source: Statement;
  /**
   * Undefined when the statement cannot be read. A deny then applies to every request and an allow to none, so
   * that a mistake which passed validation takes rights away and never gives any.
   */
  readonly parts: { readonly resources: ResourcePart; readonly actions: ActionPart } | undefined;
}

export interface ResourcePart {
  /** Whether it stands for the resources that no entry matches. */
  readonly negated: boolean;
  readonly entries: readonly ResourceEntry[];
  /** The entries as written whose placeholders have no value, so that they match nothing. */
  readonly unresolved: readonly string[];
}

export interface ResourceEntry {
  /** As written, with the values of its placeholders. */
  readonly text: string;
  /** Empty for the entry `*`, which matches whatever the chain. */
  readonly chain: string;
  /** What is asked of single segments; none when every resource of the chain matches. */
  readonly tests: readonly SegmentTest[];
}

export interface SegmentTest {
  readonly segment: number;
  readonly type: string;
  readonly name: Glob | undefined;
  readonly tags: readonly Glob[];
  readonly flags: readonly SpecifierFlag[];
  readonly views: readonly string[];
}

export interface ActionPart {
  readonly negated: boolean;
  readonly names: ReadonlySet<string>;
  readonly globs: readonly Glob[];
}

/**
 * Reads a policy once. Placeholders take the values of `attributes`; a statement for which `expansion` has no room
 * cannot be read. Never throws.
 */
export function compilePolicy(
  policy: Policy,
  attributes: RoleAttributes,
  expansion = new Expansion(),
): CompiledPolicy {
  const statements = policy.map((statement, index) => {
    const resources = compileResources(statement, attributes, expansion);
    const actions = compileActions(statement);
    const parts = resources && actions ? { resources, actions } : undefined;
    return { index, effect: statement.effect, source: statement, parts };
  });
  return { statements };
}

export function matchesAction(part: ActionPart, action: string): boolean {
  const listed = part.names.has(action) || part.globs.some((glob) => matchesGlob(glob, action));
  return listed !== part.negated;
}

function compileResources(
  statement: Statement,
  attributes: RoleAttributes,
  expansion: Expansion,
): ResourcePart | undefined {
  const list = onlyList(statement.resources, statement.notResources);
  if (!list) return undefined;
  const entries: ResourceEntry[] = [];
  const unresolved: string[] = [];
  for (const entry of list.entries) {
    const texts = resolvePlaceholders(entry, attributes, expansion);
    if (!texts) return undefined;
    if (texts.length === 0) unresolved.push(entry);
    for (const text of texts) {
      const parsed = parseResourceSpecifier(text);
      if (!parsed.ok || entries.length === MAX_ENTRIES) return undefined;
      const tests = parsed.specifier.segments.map(compileSegment).filter((test) => test !== undefined);
      entries.push({ text, chain: chainOf(parsed.specifier), tests });
    }
  }
  return { negated: list.negated, entries, unresolved };
}

function compileSegment(segment: SpecifierSegment, index: number): SegmentTest | undefined {
  const { type, tags, flags, views } = segment;
  const glob = compileGlob(segment.name ?? '*');
  const name = matchesEverything(glob) ? undefined : glob;
  if (!name && tags.length + flags.length + views.length === 0) return undefined;
  return { segment: index, type, name, tags: tags.map(compileGlob), flags, views };
}

function compileActions(statement: Statement): ActionPart | undefined {
  const list = onlyList(statement.actions, statement.notActions);
  if (!list) return undefined;
  const isGlob = (action: string) => action.includes('*');
  return {
    negated: list.negated,
    names: new Set(list.entries.filter((action) => !isGlob(action))),
    globs: list.entries.filter(isGlob).map(compileGlob),
  };
}

function onlyList(
  listed: readonly string[] = [],
  excepted: readonly string[] = [],
): { negated: boolean; entries: readonly string[] } | undefined {
  if (listed.length > 0 === excepted.length > 0) return undefined;
  return listed.length > 0 ? { negated: false, entries: listed } : { negated: true, entries: excepted };
}
