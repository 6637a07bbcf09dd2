import type { AccessRequest } from '../access-request.ts';
import type { Chain } from '../catalogue.ts';
import type { ActionPart } from '../compile-policy.ts';
import { type Glob, matchesEverything } from '../glob.ts';
import type { Budget } from './budget.ts';
import type { Dimension, Part } from './dimension.ts';
import { FlagDimension, FlagPart } from './flag-dimension.ts';
import type { Formula, Literal } from './formula.ts';
import { TagDimension, TagPart } from './tag-dimension.ts';
import { ViewDimension, ViewPart } from './view-dimension.ts';
import { WordDimension, WordPart } from './word-dimension.ts';
import { WordPatterns } from './word-patterns.ts';
import type { Universe, WordRules } from './word-rules.ts';

/** A part of each dimension: the requests in all of them. */
export type Box = readonly Part[];

/** A request that was found. */
export interface Witness extends AccessRequest {
  readonly resource: string;
}

type PlaceOf<D extends Dimension> = { readonly index: number; readonly dimension: D };

/**
 * All requests about resources of one chain, seen through the atoms that statements ask about. All literals are
 * made before the first box is taken.
 */
export class RequestSpace {
  readonly chain: Chain;
  readonly budget: Budget;
  /** Of all statements that were brought into the space. */
  readonly actionParts = new Set<ActionPart>();
  readonly #universe: Universe;
  readonly #dimensions: Dimension[] = [];
  readonly #literals: Literal[][] = [];
  readonly #names = new Map<number, PlaceOf<WordDimension>>();
  readonly #tags = new Map<string, PlaceOf<TagDimension>>();
  readonly #flags = new Map<string, Map<string, PlaceOf<FlagDimension>>>();
  readonly #views: PlaceOf<ViewDimension>;
  readonly #actions: PlaceOf<WordDimension>;

  constructor(chain: Chain, universe: Universe, budget: Budget) {
    this.chain = chain;
    this.budget = budget;
    this.#universe = universe;
    this.#actions = this.#add(this.#wordDimension(universe.action));
    this.#views = this.#add(new ViewDimension());
  }

  whole(): Box {
    return this.#dimensions.map((dimension) => dimension.whole());
  }

  action(glob: Glob): Formula {
    if (matchesEverything(glob)) return true;
    return this.#literal(this.#actions, this.#actions.dimension.patterns.numberOf(glob));
  }

  name(segment: number, glob: Glob): Literal {
    const place = this.#names.get(segment) ?? this.#add(this.#wordDimension(this.#universe.name));
    this.#names.set(segment, place);
    return this.#literal(place, place.dimension.patterns.numberOf(glob));
  }

  /** Tags and flags are those of a type: segments of equal type share them. */
  tag(type: string, glob: Glob): Literal {
    const { tag } = this.#universe;
    const place = this.#tags.get(type) ?? this.#add(new TagDimension(this.#patterns(tag), this.#memory));
    this.#tags.set(type, place);
    return this.#literal(place, place.dimension.patterns.numberOf(glob));
  }

  flag(type: string, flag: string, value: boolean): Literal {
    const ofType = this.#flags.get(type) ?? new Map<string, PlaceOf<FlagDimension>>();
    this.#flags.set(type, ofType);
    const place = ofType.get(flag) ?? this.#add(new FlagDimension());
    ofType.set(flag, place);
    return this.#literal(place, place.dimension.numberOf(value));
  }

  view(key: string): Literal {
    return this.#literal(this.#views, this.#views.dimension.numberOf(key));
  }

  /** A request in the box, about an action of the catalogue if one is in it. */
  requestIn(box: Box): Witness {
    const tags: [string, readonly string[]][] = [];
    for (const [type, { index }] of this.#tags) {
      const part = box[index];
      if (part instanceof TagPart && part.tags.length > 0) tags.push([type, [...new Set(part.tags)]]);
    }
    const properties = Array.from(this.#flags, ([type, flags]) => [type, chosenFlags(flags, box)] as const);
    const chosen = properties.filter(([, flags]) => Object.keys(flags).length > 0);
    const part = box[this.#views.index];
    const views = part instanceof ViewPart ? part.views : [];
    return {
      action: this.#actionIn(box),
      resource: this.#resourceIn(box),
      ...(tags.length > 0 && { tags: Object.fromEntries(tags) }),
      ...(chosen.length > 0 && { properties: Object.fromEntries(chosen) }),
      ...(views.length > 0 && { views }),
    };
  }

  #actionIn(box: Box): string {
    const part = box[this.#actions.index];
    if (!(part instanceof WordPart)) return '';
    const { patterns } = this.#actions.dimension;
    const { holding, failing } = part.fixed;
    for (const action of this.chain.actions.keys()) {
      const matches = (atom: number) => patterns.matches(atom, action);
      if (holding.every(matches) && !failing.some(matches)) return action;
    }
    return part.word;
  }

  #resourceIn(box: Box): string {
    const segments = this.chain.chain.split(':').map((segment, index) => {
      const place = this.#names.get(index);
      const part = place && box[place.index];
      return segment.replace('*', part instanceof WordPart ? part.word : this.#universe.name.first.charAt(0));
    });
    return segments.join(':');
  }

  #literal({ index }: { readonly index: number }, atom: number): Literal {
    const known = this.#literals[index]?.[atom];
    if (known) return known;
    const literal = makeLiteral(index, atom);
    const ofDimension = this.#literals[index] ?? [];
    ofDimension[atom] = literal;
    this.#literals[index] = ofDimension;
    return literal;
  }

  #add<D extends Dimension>(dimension: D): PlaceOf<D> {
    return { index: this.#dimensions.push(dimension) - 1, dimension };
  }

  #wordDimension(rules: WordRules): WordDimension {
    return new WordDimension(this.#patterns(rules), this.#memory);
  }

  #patterns(rules: WordRules): WordPatterns {
    return new WordPatterns(rules, this.budget);
  }

  /** Few dimensions of a space are large. */
  get #memory(): number {
    return this.budget.limits.memory / 4;
  }
}

function makeLiteral(dimension: number, atom: number): Literal {
  const positive = { kind: 'literal', dimension, atom, positive: true } as Literal & { negation: Literal };
  const negative = { kind: 'literal', dimension, atom, positive: false, negation: positive } as const;
  positive.negation = negative;
  return positive;
}

/** A flag of which nothing is asked is left out. */
function chosenFlags(flags: ReadonlyMap<string, PlaceOf<FlagDimension>>, box: Box): Record<string, boolean> {
  const chosen: Record<string, boolean> = {};
  for (const [flag, { index }] of flags) {
    const part = box[index];
    if (!(part instanceof FlagPart) || part.values.length === 3) continue;
    const value = part.values.find((each) => each !== undefined);
    if (value !== undefined) chosen[flag] = value;
  }
  return chosen;
}
