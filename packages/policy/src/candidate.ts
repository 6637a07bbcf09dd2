import type { AccessRequest } from './access-request.ts';
import type { CompiledStatement, SegmentTest } from './compile-policy.ts';
import { type Glob, matchesGlob } from './glob.ts';

/** What is asked of a resource whose chain is the right one. */
export interface Condition {
  /** All of these hold. */
  readonly tests: readonly SegmentTest[];
  /** None of these holds as a whole. */
  readonly exceptions: readonly (readonly SegmentTest[])[];
}

/** A statement about the chain and action of a request, and what it still asks of the resource itself. */
export interface Candidate extends Condition {
  readonly statement: CompiledStatement;
}

/** The part of a request that a candidate reads. `views` are those of the segment that belongs to views. */
export interface Facts {
  readonly names: readonly string[];
  readonly request: AccessRequest;
  readonly views: readonly string[];
}

export function applies({ tests, exceptions }: Condition, facts: Facts): boolean {
  if (!allHold(tests, facts)) return false;
  for (let index = 0; index < exceptions.length; index++) {
    const exception = exceptions[index];
    if (exception !== undefined && allHold(exception, facts)) return false;
  }
  return true;
}

function allHold(tests: readonly SegmentTest[], facts: Facts): boolean {
  for (let index = 0; index < tests.length; index++) {
    const test = tests[index];
    if (test !== undefined && !holds(test, facts)) return false;
  }
  return true;
}

function holds(test: SegmentTest, facts: Facts): boolean {
  if (test.name && !matchesGlob(test.name, facts.names[test.segment] ?? '')) return false;
  if (test.tags.length > 0) {
    const tags = tagsOf(test, facts);
    for (const pattern of test.tags) {
      if (!someMatches(pattern, tags)) return false;
    }
  }
  if (test.flags.length > 0) {
    for (const flag of test.flags) {
      if (flagOf(test, flag.name, facts) !== flag.value) return false;
    }
  }
  for (const view of test.views) {
    if (!facts.views.includes(view)) return false;
  }
  return true;
}

/** What a segment of a request lacks for a test. */
export interface Lack {
  readonly selector: 'name' | 'tag' | 'flag' | 'view';
  /** What the test asks for, as it is written in a specifier. */
  readonly needed: string;
}

export function lacksOf(test: SegmentTest, facts: Facts): Lack[] {
  const lacks: Lack[] = [];
  const { name } = test;
  if (name && !matchesGlob(name, facts.names[test.segment] ?? ''))
    lacks.push({ selector: 'name', needed: name.pattern });
  for (const pattern of test.tags) {
    if (!someMatches(pattern, tagsOf(test, facts))) lacks.push({ selector: 'tag', needed: pattern.pattern });
  }
  for (const flag of test.flags) {
    if (flagOf(test, flag.name, facts) !== flag.value)
      lacks.push({ selector: 'flag', needed: `{${flag.name}:${flag.value}}` });
  }
  for (const view of test.views) {
    if (!facts.views.includes(view)) lacks.push({ selector: 'view', needed: `view:${view}` });
  }
  return lacks;
}

function tagsOf({ type }: SegmentTest, { request }: Facts): readonly string[] {
  return ownValue(request.tags, type) ?? [];
}

function flagOf({ type }: SegmentTest, name: string, { request }: Facts): boolean | undefined {
  return ownValue(ownValue(request.properties, type), name);
}

function someMatches(pattern: Glob, tags: readonly string[]): boolean {
  for (const tag of tags) {
    if (matchesGlob(pattern, tag)) return true;
  }
  return false;
}

/** Types and flags are words such as `constructor` too, which every object seems to have. */
function ownValue<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
