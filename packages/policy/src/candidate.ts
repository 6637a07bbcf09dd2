import type { AccessRequest } from './access-request.ts';
import type { CompiledStatement, SegmentTest } from './compile-policy.ts';
import { type Glob, matchesGlob } from './glob.ts';

/** A statement about the chain and action of a request, and what it still asks of the resource itself. */
export interface Candidate {
  readonly statement: CompiledStatement;
  /** All of these hold. */
  readonly tests: readonly SegmentTest[];
  /** None of these holds as a whole. */
  readonly exceptions: readonly (readonly SegmentTest[])[];
}

/** The part of a request that a candidate reads. `views` are those of the segment that belongs to views. */
export interface Facts {
  readonly names: readonly string[];
  readonly request: AccessRequest;
  readonly views: readonly string[];
}

export function applies({ tests, exceptions }: Candidate, facts: Facts): boolean {
  if (!allHold(tests, facts)) return false;
  for (const exception of exceptions) {
    if (allHold(exception, facts)) return false;
  }
  return true;
}

function allHold(tests: readonly SegmentTest[], facts: Facts): boolean {
  for (const test of tests) {
    if (!holds(test, facts)) return false;
  }
  return true;
}

function holds(test: SegmentTest, { names, request, views }: Facts): boolean {
  if (test.name && !matchesGlob(test.name, names[test.segment] ?? '')) return false;
  if (test.tags.length > 0) {
    const tags = ownValue(request.tags, test.type) ?? [];
    for (const pattern of test.tags) {
      if (!someMatches(pattern, tags)) return false;
    }
  }
  if (test.flags.length > 0) {
    const properties = ownValue(request.properties, test.type);
    for (const flag of test.flags) {
      if (ownValue(properties, flag.name) !== flag.value) return false;
    }
  }
  for (const view of test.views) {
    if (!views.includes(view)) return false;
  }
  return true;
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
