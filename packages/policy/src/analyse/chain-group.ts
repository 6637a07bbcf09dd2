import { type Catalogue, type Chain, lookUpChain } from '../catalogue.ts';
import type { CompiledPolicy, ResourceEntry } from '../compile-policy.ts';
import type { Budget } from './budget.ts';
import { patternOf } from './glob-automaton.ts';

/** Chains of which the policies say the same, so that one stands for all. */
export interface ChainGroup {
  readonly chain: Chain;
  /** The chains; `*` for all others there can be, `proj/*:*` for all others below `proj/*`. */
  readonly members: readonly string[];
}

/**
 * One chain of each kind that there can be: those that an entry names, those whose view action is allowed along
 * with others, and for all the rest an unknown type at the top and one below each guarded type. The other chains
 * are told apart too.
 */
export function allChains(
  policies: readonly CompiledPolicy[],
  others: readonly string[],
  catalogue: Catalogue,
): ChainGroup[] {
  const chains = chainsToTell(findMentions(policies), catalogue);
  for (const chain of others) chains.set(chain, chain);
  return Array.from(chains, ([name, member]) => ({ chain: lookUpChain(catalogue, name), members: [member] }));
}

/**
 * Groups of all the chains on which the granting policies may allow something, those not named by an entry as an
 * unknown type. Throws OutOfBudget when the time is over.
 */
export function groupAllowedChains(
  granting: readonly CompiledPolicy[],
  others: readonly CompiledPolicy[],
  catalogue: Catalogue,
  budget: Budget,
): ChainGroup[] {
  const mentions = findMentions([...granting, ...others]);
  const chains = chainsAllowed(granting) ?? chainsToTell(mentions, catalogue);
  return groupAlike(chains, mentions, catalogue, budget);
}

function groupAlike(
  chains: ReadonlyMap<string, string>,
  mentions: Mentions,
  catalogue: Catalogue,
  budget: Budget,
): ChainGroup[] {
  const numberOf = numberMentions(mentions, budget);
  const groups = new Map<string, { chain: Chain; members: string[] }>();
  for (const [name, member] of chains) {
    const chain = lookUpChain(catalogue, name);
    const key = keyOf(chain, numberOf);
    const group = groups.get(key);
    if (group) group.members.push(member);
    else groups.set(key, { chain, members: [member] });
  }
  return [...groups.values()];
}

/** The chains that allow statements name; undefined when one speaks of chains that it does not name. */
function chainsAllowed(policies: readonly CompiledPolicy[]): Map<string, string> | undefined {
  const chains = new Map<string, string>();
  for (const { effect, parts } of policies.flatMap(({ statements }) => statements)) {
    if (effect === 'deny' || !parts) continue;
    if (parts.resources.negated) return undefined;
    for (const { chain } of parts.resources.entries) {
      if (chain === '') return undefined;
      chains.set(chain, chain);
    }
  }
  return chains;
}

interface Mention {
  readonly statement: string;
  readonly entry: ResourceEntry;
}

type Mentions = ReadonlyMap<string, readonly Mention[]>;

function findMentions(policies: readonly CompiledPolicy[]): Mentions {
  const mentions = new Map<string, Mention[]>();
  for (const [number, { statements }] of policies.entries()) {
    for (const { index, parts } of statements) {
      for (const entry of parts?.resources.entries ?? []) {
        if (entry.chain === '') continue;
        const ofChain = mentions.get(entry.chain) ?? [];
        ofChain.push({ statement: `${number}.${index}`, entry });
        mentions.set(entry.chain, ofChain);
      }
    }
  }
  return mentions;
}

/** With the text of each as a member of a group. */
function chainsToTell(mentions: Mentions, catalogue: Catalogue): Map<string, string> {
  const unknown = `${unknownType(mentions, catalogue)}/*`;
  const chains = new Map(Array.from(mentions.keys(), (chain) => [chain, chain]));
  for (const { chain, type, guards } of catalogue.chains.values()) {
    if (type?.origin === 'keyward' && type.viewAction !== undefined) chains.set(chain, chain);
    if (guards.some((guard) => guard.chain === chain)) chains.set(`${chain}:${unknown}`, `${chain}:*`);
  }
  return chains.set(unknown, '*');
}

function unknownType(mentions: Mentions, catalogue: Catalogue): string {
  const mentioned = new Set<string>();
  for (const chain of mentions.keys()) {
    for (const type of chain.split(/[/:*]+/)) mentioned.add(type);
  }
  let type = 'unknown-type';
  while (catalogue.types.has(type) || mentioned.has(type)) type += '-x';
  return type;
}

interface NumberedMentions {
  /** Equal for chains of which the mentions ask the same. */
  readonly number: number;
  readonly asksViews: boolean;
}

function keyOf(
  { chain, type, guards, viewSegment }: Chain,
  numberOf: (chain: string) => NumberedMentions,
): string {
  const own = numberOf(chain);
  const above = guards.map((guard) => ({ ...numberOf(guard.chain), action: guard.action }));
  const shown = type?.origin === 'keyward' && type.viewAction !== undefined ? type.name : '';
  const asked = JSON.stringify([shown, own.number, above.map(({ action, number }) => [action, number])]);
  const asksViews = [own, ...above].some((each) => each.asksViews);
  return asksViews ? `${viewSegment} ${asked}` : asked;
}

/** Each chain is described once, however many lie below it. */
function numberMentions(mentions: Mentions, budget: Budget): (chain: string) => NumberedMentions {
  const known = new Map<string, NumberedMentions>();
  const numbers = new Map<string, number>();
  return (chain) => {
    const before = known.get(chain);
    if (before) return before;
    const ofChain = mentions.get(chain) ?? [];
    const description = describe(chain, ofChain, budget);
    const number = numbers.get(description) ?? numbers.size;
    numbers.set(description, number);
    const asksViews = ofChain.some(({ entry }) => entry.tests.some(({ views }) => views.length > 0));
    known.set(chain, { number, asksViews });
    return { number, asksViews };
  };
}

/** What the mentions ask, without the names of types. */
function describe(chain: string, mentions: readonly Mention[], budget: Budget): string {
  const types = chain.split(':').map((segment) => segment.replace('/*', ''));
  const asked = mentions.map(({ statement, entry }) => {
    budget.countVisits(16 + entry.text.length);
    return [
      statement,
      ...entry.tests.map(({ segment, type, name, tags, flags, views }) => [
        segment,
        types.indexOf(type),
        name ? patternOf(name) : '',
        tags.map(patternOf),
        flags.map((flag) => `${flag.name}=${flag.value}`),
        views.map((view) => `view:${view}`),
      ]),
    ];
  });
  return JSON.stringify(asked);
}
