import type { Catalogue } from '../catalogue.ts';
import type { InnerKind } from '../contains.ts';
import type { Rights } from '../rights.ts';
import { Budget, type Clock, LIMITS } from './budget.ts';
import { describeActions } from './describe-actions.ts';
import { describeChain, describeEntry, listed } from './describe-resource.ts';
import { type Cause, findGains, type Gain } from './find-gains.ts';
import { patternOf } from './glob-automaton.ts';
import { printEntry } from './print-entry.ts';
import type { Witness } from './request-space.ts';
import { universe } from './word-rules.ts';

/** What is allowed under the one rights and not under the other. */
export interface RightsDiff {
  readonly gained: readonly RightsChange[];
  readonly lost: readonly RightsChange[];
  /** Whether there was time to look at everything. */
  readonly isComplete: boolean;
}

/** Rights on some resources that changed in the same way. */
export interface RightsChange {
  /** Whether all of it changed or only a part; `unknown` when it could not be told in time whether any did. */
  readonly extent: 'all' | 'part' | 'unknown';
  /** Specifiers; `*` and `proj/*:*` stand for all types that the others do not name. */
  readonly resources: readonly string[];
  /** Names and globs. */
  readonly actions: readonly string[];
  readonly exceptActions: readonly string[];
  /** A request that was decided otherwise before. */
  readonly example: Witness | undefined;
  /** The statement that alone explains the change, where there is one. */
  readonly cause: Cause | undefined;
  readonly sentence: string;
}

const DIFF_MILLISECONDS = 1_000;

/**
 * What one gains and loses when the old rights become the new ones, said of the rights and not of their text: two
 * policies that say the same in other words have no difference. Both must have been compiled for `catalogue`.
 * A `piece` is compared without the view guard.
 */
export function diff(
  old: Rights,
  changed: Rights,
  catalogue: Catalogue,
  kind: InnerKind = 'whole',
  clock: Clock = () => performance.now(),
): RightsDiff {
  const limits = { ...LIMITS, milliseconds: DIFF_MILLISECONDS };
  const gains = findGains(changed, old, kind, universe, new Budget(clock, limits));
  const losses = findGains(old, changed, kind, universe, new Budget(clock, limits));
  return {
    gained: merge(gains.gains).map((change) => describe(change, GAINED, catalogue)),
    lost: merge(losses.gains).map((change) => describe(change, LOST, catalogue)),
    isComplete: gains.isComplete && losses.isComplete,
  };
}

interface Place {
  readonly specifier: string;
  readonly description: string;
  /** Of one of the resources. */
  readonly chain: string;
}

interface Change extends Pick<Gain, 'extent' | 'example' | 'cause'> {
  readonly places: readonly Place[];
  readonly actions: readonly string[];
  readonly exceptActions: readonly string[];
}

/** Entries with equal actions become one change, after the actions of each entry were put together. */
function merge(gains: readonly Gain[]): Change[] {
  const single = gains.map((gain) => ({ ...gain, places: placesOf(gain), ...actionsOf(gain) }));
  const byPlaces = join(single, ({ places }) => places.map(({ specifier }) => specifier).join());
  return join(byPlaces, ({ actions }) => actions.toSorted().join());
}

function join(changes: readonly Change[], likeness: (change: Change) => string): Change[] {
  const joined = new Map<string, Change>();
  for (const change of changes) {
    const { extent, cause, exceptActions } = change;
    const key = JSON.stringify([extent, cause, exceptActions, likeness(change)]);
    const known = joined.get(key);
    if (!known) joined.set(key, change);
    else {
      joined.set(key, {
        ...known,
        places: distinct([...known.places, ...change.places]),
        actions: [...new Set([...known.actions, ...change.actions])],
      });
    }
  }
  return [...joined.values()];
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [place.specifier, place])).values()];
}

function placesOf({ origin, chains }: Gain): Place[] {
  const { entry } = origin;
  if (entry && entry.chain !== '') {
    // The others of the group have an entry of their own that asks for the same.
    return chains.map((chain) => {
      const like = { ...entry, chain };
      return { specifier: printEntry(like), description: describeEntry(like), chain };
    });
  }
  return chains.map((chain) => {
    if (chain === '*') return { specifier: chain, description: 'everything else', chain };
    if (!chain.endsWith(':*')) return { specifier: chain, description: describeChain(chain), chain };
    const description = `everything else below ${describeChain(chain.slice(0, -':*'.length))}`;
    return { specifier: chain, description, chain };
  });
}

function actionsOf({ origin: { actions, statement } }: Gain): Pick<Change, 'actions' | 'exceptActions'> {
  if (actions) return { actions, exceptActions: [] };
  const excepted = statement.parts?.actions;
  const exceptActions = excepted ? [...excepted.names, ...excepted.globs.map(patternOf)] : [];
  return { actions: ['*'], exceptActions };
}

interface Words {
  readonly title: string;
  readonly except: string;
  readonly by: string;
  readonly denied: string;
}

const GAINED: Words = {
  title: 'Gained',
  except: ' (except what was allowed before)',
  by: 'by the new',
  denied: 'no longer denied by',
};

const LOST: Words = {
  title: 'Lost',
  except: ' (except what is still allowed)',
  by: 'by the former',
  denied: 'now denied by',
};

function describe(change: Change, words: Words, catalogue: Catalogue): RightsChange {
  const { places, actions, exceptActions, extent, example, cause } = change;
  const what = describeActions(change, places[0]?.chain ?? '', catalogue);
  const where = listed(places.map(({ description }) => description));
  const sentence =
    extent === 'unknown'
      ? `Perhaps ${words.title.toLowerCase()}: ${what} on ${where}; there was no time to tell`
      : `${words.title}: ${what} on ${where}${extent === 'all' ? '' : words.except}${instanceOf(change)}${becauseOf(change, words)}`;
  const resources = places.map(({ specifier }) => specifier);
  return { extent, resources, actions, exceptActions, example, cause, sentence };
}

function instanceOf({ example }: Change): string {
  return example ? `, e.g. \`${example.action}\` on \`${example.resource}\`` : '';
}

function becauseOf({ cause }: Change, { by, denied }: Words): string {
  if (!cause) return '';
  return `; ${cause.kind === 'allow' ? by : denied} statement ${cause.statement + 1} of \`${cause.role}\``;
}
