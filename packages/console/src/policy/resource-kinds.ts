import type { components } from '@keyward/sdk';
import { chainOfStages, stagesOf } from './specifier-stages.ts';

export type ResourceType = components['schemas']['ResourceType'];

/** What people call a type of resource. */
const WORDS: Readonly<Record<string, string>> = {
  acct: 'account',
  env: 'environment',
  proj: 'project',
  aiconfig: 'AI config',
};

export function typeWord(type: string): string {
  return WORDS[type] ?? type.replaceAll('-', ' ');
}

export interface ActionChoice {
  readonly action: string;
  readonly type: string;
  readonly level: string;
}

/** The actions of the places that the entries are about; of every type where they are about none that is known. */
export function actionsFor(
  entries: readonly string[],
  types: readonly ResourceType[],
): readonly ActionChoice[] {
  const chains = new Set(entries.map((entry) => chainOfStages(stagesOf(entry))));
  const meant = types.filter((type) => type.chains.some((chain) => chains.has(chain)));
  return (meant.length > 0 ? meant : types).flatMap(({ name, actions }) =>
    Object.entries(actions).map(([action, level]) => ({ action, type: name, level })),
  );
}

/** Every place of every type, those at the top first. */
export function placesOf(types: readonly ResourceType[]): readonly string[] {
  return types.flatMap(({ chains }) => chains).toSorted((a, b) => depth(a) - depth(b) || a.localeCompare(b));
}

function depth(chain: string): number {
  return chain.split(':').length;
}

/** `flag`, and where a type has several places also the one above: `AI config in environment`. */
export function placeName(chain: string, types: readonly ResourceType[]): string {
  const names = chain.split(':').map((segment) => segment.replace('/*', ''));
  const last = names.at(-1) ?? '';
  const isOne = (types.find(({ name }) => name === last)?.chains.length ?? 1) === 1;
  const above = names.at(-2);
  return isOne || above === undefined ? typeWord(last) : `${typeWord(last)} in ${typeWord(above)}`;
}

/** Names that policies use already for the type, to choose from. */
export function namesIn(specifiers: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { type, rest } of specifiers.flatMap(stagesOf)) {
    if (rest !== undefined) found.set(type, (found.get(type) ?? new Set(['*'])).add(rest));
  }
  return new Map([...found].map(([type, names]) => [type, [...names]]));
}
