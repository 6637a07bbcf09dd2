import type { GatewayRoute } from './gateway-route.ts';
import { foldSegment } from './normal-path.ts';
import { type PatternSegment, parsePathPattern } from './path-pattern.ts';

export interface FoundRoute {
  readonly route: GatewayRoute;
  /** What stands in the path in place of a name in braces. */
  valueFor(name: string): string | undefined;
}

interface Line {
  readonly route: GatewayRoute;
  readonly pattern: readonly PatternSegment[];
}

class Branch {
  readonly literals = new Map<string, Branch>();
  placeholder: Branch | undefined;
  readonly rest = new Map<string, Line>();
  readonly ends = new Map<string, Line>();
}

/**
 * Finds the one line that decides on a request. The most specific pattern decides, whatever its methods: from left to right a
 * text goes before a placeholder, and that before `**`. A path whose texts are those of that pattern only for a reader who takes
 * upper and lower case for the same has no line: nobody knows whether the API is such a reader.
 */
export class RouteTree {
  readonly #root = new Branch();

  /** @param routes of two for the same requests the later one counts */
  constructor(routes: readonly GatewayRoute[]) {
    for (const route of routes) {
      const pattern = parsePathPattern(route.path);
      if (pattern !== undefined) this.#linesOf(pattern).set(route.method, { route, pattern });
    }
  }

  find(method: string, path: readonly string[]): FoundRoute | undefined {
    const lines = mostSpecific(this.#root, path.map(foldSegment), 0);
    const line = lines?.get(method) ?? (method === 'HEAD' ? lines?.get('GET') : undefined) ?? lines?.get('*');
    if (line === undefined) return undefined;
    const { route, pattern } = line;
    const isExact = pattern.every(
      ({ kind, ...rest }, index) => !('text' in rest) || rest.text === path[index],
    );
    if (!isExact) return undefined;
    const placeOf = (name: string) =>
      pattern.findIndex((segment) => segment.kind === 'placeholder' && segment.name === name);
    return { route, valueFor: (name) => path[placeOf(name)] };
  }

  #linesOf(pattern: readonly PatternSegment[]): Map<string, Line> {
    let branch = this.#root;
    for (const segment of pattern) {
      if (segment.kind === 'rest') return branch.rest;
      branch = segment.kind === 'literal' ? literalBranch(branch, segment.text) : placeholderBranch(branch);
    }
    return branch.ends;
  }
}

/** Each branch is looked at once at most, so a path costs no more than the table is long. */
function mostSpecific(
  branch: Branch,
  path: readonly string[],
  depth: number,
): ReadonlyMap<string, Line> | undefined {
  const segment = path[depth];
  if (segment === undefined && branch.ends.size > 0) return branch.ends;
  if (segment !== undefined) {
    for (const next of [branch.literals.get(segment), branch.placeholder]) {
      const found = next && mostSpecific(next, path, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return branch.rest.size > 0 ? branch.rest : undefined;
}

function literalBranch({ literals }: Branch, text: string): Branch {
  const folded = foldSegment(text);
  const next = literals.get(folded) ?? new Branch();
  literals.set(folded, next);
  return next;
}

function placeholderBranch(branch: Branch): Branch {
  branch.placeholder ??= new Branch();
  return branch.placeholder;
}
