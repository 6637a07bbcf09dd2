import { type Catalogue, type Chain, lookUpChain } from './catalogue.ts';
import { closestWord } from './closest-word.ts';
import { completeChain } from './complete-chain.ts';
import { isPattern } from './glob.ts';
import { MAX_SPECIFIER_LENGTH, parseResourceSpecifier, segmentStarts } from './parse-resource-specifier.ts';
import { type PolicyProblem, type ProblemList, quote } from './policy-problem.ts';
import type { StatementShape } from './read-statement.ts';
import { chainOf, type ResourceSpecifier, type SpecifierSegment } from './resource-specifier.ts';

/** The chains that a statement is about: `every` when that is no list. */
export type StatementChains = ReadonlyMap<string, Chain> | 'every';

/** Where an entry is, and how its problems are reported. */
interface EntryPlace {
  readonly entry: string;
  readonly place: string;
  readonly add: (problem: Omit<PolicyProblem, 'statement' | 'field' | 'index'>) => void;
}

export class ResourceValidator {
  /** Patterns seen so far. */
  globs = 0;
  readonly #catalogue: Catalogue;
  readonly #hasHolder: boolean;
  readonly #list: ProblemList;

  constructor(catalogue: Catalogue, hasHolder: boolean, list: ProblemList) {
    this.#catalogue = catalogue;
    this.#hasHolder = hasHolder;
    this.#list = list;
  }

  /** Adds what is wrong with the resource part. Undefined when that hides what the statement is about. */
  validate(statement: number, { resources }: StatementShape): StatementChains | undefined {
    const { field, negated, entries } = resources;
    const chains = new Map<string, Chain>();
    let isRead = true;
    let every = negated;
    for (const [index, entry] of entries.entries()) {
      if (this.#list.isFull()) return undefined;
      const add: EntryPlace['add'] = (problem) => this.#list.add({ statement, field, index, ...problem });
      const place = `entry ${index + 1} of \`${field}\` in statement ${statement + 1}`;
      const specifier = this.#readEntry({ entry, place, add });
      if (!specifier) isRead = false;
      else if (specifier.segments.length === 0) every = true;
      else chains.set(chainOf(specifier), lookUpChain(this.#catalogue, chainOf(specifier)));
    }
    if (every) return 'every';
    return isRead ? chains : undefined;
  }

  #readEntry(place: EntryPlace): ResourceSpecifier | undefined {
    const { entry } = place;
    const normal = entry.length > MAX_SPECIFIER_LENGTH ? entry : entry.normalize('NFKC');
    if (normal !== entry) {
      const message = `${quote(entry)}, ${place.place}, holds compatibility characters; write ${quote(normal)}`;
      place.add({ severity: 'error', code: 'not-normal', message, replacement: [normal] });
      return undefined;
    }
    const parsed = parseResourceSpecifier(entry);
    if (!parsed.ok) {
      const { fault, at, replacement } = parsed.problem;
      const instead = replacement ? `; write ${replacement.map(quote).join(', ')}` : '';
      const message = `${fault}, at character ${at + 1} of ${place.place}${instead}`;
      place.add({
        severity: 'error',
        code: 'malformed-specifier',
        at,
        message,
        ...(replacement && { replacement }),
      });
      return undefined;
    }
    const { specifier } = parsed;
    this.globs += countPatterns(specifier);
    this.#checkHolder(place);
    if (specifier.segments.length === 0) return specifier;
    const known = this.#checkTypes(specifier, place) && this.#checkChain(specifier, place);
    if (!known) return undefined;
    this.#checkSelectors(specifier, place);
    return specifier;
  }

  #checkHolder({ entry, place, add }: EntryPlace): void {
    const at = entry.indexOf('${');
    if (this.#hasHolder || at < 0) return;
    const message = `a service token has no holder whose attributes could stand at character ${at + 1} of ${place}; write the key itself`;
    add({ severity: 'error', code: 'placeholder-without-holder', at, message });
  }

  #checkTypes({ segments }: ResourceSpecifier, { entry, place, add }: EntryPlace): boolean {
    const starts = segmentStarts(entry);
    let known = true;
    for (const [index, { type }] of segments.entries()) {
      if (this.#catalogue.types.has(type)) continue;
      known = false;
      const at = starts[index] ?? 0;
      const closest = closestWord(type, [...this.#catalogue.types.keys()]);
      const replacement = closest && entry.slice(0, at) + closest + entry.slice(at + type.length);
      const hint = closest ? `did you mean \`${closest}\`?` : 'declare it as a resource type first';
      const message = `unknown type ${quote(type)} in ${place}; ${hint}`;
      add({
        severity: 'error',
        code: 'unknown-type',
        at,
        message,
        ...(replacement && { replacement: [replacement] }),
      });
    }
    return known;
  }

  #checkChain(specifier: ResourceSpecifier, { place, add }: EntryPlace): boolean {
    const chain = chainOf(specifier);
    if (this.#catalogue.chains.has(chain)) return true;
    const type = this.#catalogue.types.get(specifier.segments.at(-1)?.type ?? '');
    const places = type?.chains ?? [];
    const replacement = completeChain(specifier, places);
    const where = places.map((each) => `\`${each}\``).join(' or ');
    const hint = replacement ? `; write ${replacement.map(quote).join(' or ')}` : '';
    const message = `no resource stands at \`${chain}\`, as ${place} says; \`${type?.name}\` stands at ${where}${hint}`;
    add({
      severity: 'error',
      code: 'unknown-chain',
      at: 0,
      message,
      ...(replacement && { replacement }),
    });
    return false;
  }

  #checkSelectors(specifier: ResourceSpecifier, { entry, place, add }: EntryPlace): void {
    const starts = segmentStarts(entry);
    const { viewSegment } = lookUpChain(this.#catalogue, chainOf(specifier));
    for (const [index, segment] of specifier.segments.entries()) {
      const at = entry.indexOf(';', starts[index]) + 1;
      for (const { fault, ...problem } of this.#selectorFaults(segment, index === viewSegment)) {
        add({ severity: 'warning', ...problem, at, message: `${fault}, at character ${at + 1} of ${place}` });
      }
    }
  }

  *#selectorFaults(
    { type, tags, flags, views }: SpecifierSegment,
    hasViews: boolean,
  ): Generator<SelectorFault> {
    const known = this.#catalogue.types.get(type);
    for (const tag of tags) {
      if (!known?.flags.includes(tag)) continue;
      const fault = `the tag \`${tag}\` is named like a flag of \`${type}\`, which is written \`{${tag}:true}\``;
      yield { code: 'tag-named-like-flag', fault };
    }
    const code = 'undeclared-selector';
    if (tags.length > 0 && !known?.tags) yield { code, fault: `resources of type \`${type}\` carry no tags` };
    for (const { name } of flags) {
      if (known?.flags.includes(name)) continue;
      yield { code, fault: `resources of type \`${type}\` have no flag \`${name}\`` };
    }
    if (views.length > 0 && !hasViews) yield { code, fault: `\`${type}\` is not what belongs to views here` };
  }
}

interface SelectorFault {
  readonly code: 'undeclared-selector' | 'tag-named-like-flag';
  readonly fault: string;
}

function countPatterns({ segments }: ResourceSpecifier): number {
  return segments.flatMap(({ name, tags }) => [name ?? '', ...tags]).filter(isPattern).length;
}
