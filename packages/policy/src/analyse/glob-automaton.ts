import type { Glob } from '../glob.ts';

/** Where the reading of a word has got to in one glob. */
export interface AutomatonState {
  /** Unlike that of every other state of the same dimension. */
  readonly id: number;
  /** Whether the word read so far matches. */
  readonly accepts: boolean;
  /** Whether it matches whatever follows. */
  readonly acceptsAll: boolean;
  /** Whether nothing that follows can make it match. */
  readonly isDead: boolean;
  /** The characters that lead elsewhere than all others do. */
  readonly letters: ReadonlySet<string>;
  next(character: string): AutomatonState;
}

/**
 * The automaton of a glob, its states made when first reached. A state is the set of places in the pattern that
 * the reading may have got to; those before the last star reached add nothing, as the star may stand for what
 * they would read, so that there are at most as many states as places.
 */
export function startOfAutomaton(glob: Glob, nextId: () => number): AutomatonState {
  const pattern = patternOf(glob);
  const states = new Map<string, AutomatonState>();
  const ELSE = '';

  const stateAt = (places: ReadonlySet<number>): AutomatonState => {
    const reached = closure(pattern, places);
    const key = reached.join();
    const known = states.get(key);
    if (known) return known;
    const letters = new Set(reached.map((place) => pattern.charAt(place)));
    letters.delete('*');
    letters.delete('');
    const transitions = new Map<string, AutomatonState>();
    const accepts = reached.includes(pattern.length);
    const state: AutomatonState = {
      id: nextId(),
      accepts,
      acceptsAll: accepts && pattern.endsWith('*'),
      isDead: reached.length === 0,
      letters,
      next(character) {
        const label = letters.has(character) ? character : ELSE;
        const known = transitions.get(label);
        if (known) return known;
        const next = stateAt(step(pattern, reached, label));
        transitions.set(label, next);
        return next;
      },
    };
    states.set(key, state);
    return state;
  };
  return stateAt(new Set([0]));
}

/** The text of a glob. */
export function patternOf({ prefix, middle, suffix }: Glob): string {
  return middle === undefined ? prefix : [prefix, ...middle, suffix].join('*');
}

function step(pattern: string, places: readonly number[], character: string): Set<number> {
  const next = new Set<number>();
  for (const place of places) {
    if (pattern.charAt(place) === '*') next.add(place);
    else if (character !== '' && pattern.charAt(place) === character) next.add(place + 1);
  }
  return next;
}

function closure(pattern: string, places: ReadonlySet<number>): number[] {
  const all = new Set(places);
  let lastStar = 0;
  for (const place of all) {
    if (pattern.charAt(place) !== '*') continue;
    all.add(place + 1);
    lastStar = Math.max(lastStar, place);
  }
  return [...all].filter((place) => place >= lastStar).sort((a, b) => a - b);
}
