import { type Catalogue, type Chain, lookUpChain } from '../catalogue.ts';
import type { CompiledPolicy, ResourceEntry } from '../compile-policy.ts';
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
 * unknown type.
 */
export function groupAllowedChains(
  granting: readonly CompiledPolicy[],
  others: readonly CompiledPolicy[],
  catalogue: Catalogue,
): ChainGroup[] {
  const mentions = findMentions([...granting, ...others]);
  return groupAlike(chainsAllowed(granting) ?? chainsToTell(mentions, catalogue), mentions, catalogue);
}

function groupAlike(
  chains: ReadonlyMap<string, string>,
  mentions: Mentions,
  catalogue: Catalogue,
): ChainGroup[] {
  const groups = new Map<string, { chain: Chain; members: string[] }>();
  for (const [name, member] of chains) {
    const chain = lookUpChain(catalogue, name);
    const key = keyOf(chain, mentions);
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
  let type = 'unknown-type';
  const isTaken = () =>
    catalogue.types.has(type) || [...mentions.keys()].some((chain) => chain.split(/[/:*]+/).includes(type));
  while (isTaken()) type += '-x';
  return type;
}

function keyOf(chain: Chain, mentions: Mentions): string {
  const { type, guards, viewSegment } = chain;
  const own = describe(chain, mentions.get(chain.chain) ?? []);
  const above = guards.map((guard) => [guard.action, describe(chain, mentions.get(guard.chain) ?? [])]);
  const shown = type?.origin === 'keyward' && type.viewAction !== undefined ? type.name : '';
  const asked = JSON.stringify([shown, own, above]);
  return asked.includes('view:') ? `${viewSegment} ${asked}` : asked;
}

/** What the mentions ask, without the names of types. */
function describe({ chain }: Chain, mentions: readonly Mention[]): unknown[] {
  const types = chain.split(':').map((segment) => segment.replace('/*', ''));
  return mentions.map(({ statement, entry }) => [
    statement,
    ...entry.tests.map(({ segment, type, name, tags, flags, views }) => [
      segment,
      types.indexOf(type),
      name ? patternOf(name) : '',
      tags.map(patternOf),
      flags.map((flag) => `${flag.name}=${flag.value}`),
      views.map((view) => `view:${view}`),
    ]),
  ]);
}
