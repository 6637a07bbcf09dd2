import type { GatewayRoute } from './gateway-route.ts';
import { foldSegment } from './normal-path.ts';
import { parsePathPattern } from './path-pattern.ts';

/** Whether both routes would decide on the same requests. */
export function isSamePlace(one: GatewayRoute, other: GatewayRoute): boolean {
  return one.method === other.method && placeOf(one) === placeOf(other);
}

/** Patterns with the same place match the same paths. */
function placeOf({ path }: GatewayRoute): string {
  return JSON.stringify(
    parsePathPattern(path)?.map((segment) =>
      segment.kind === 'literal' ? foldSegment(segment.text) : [segment.kind],
    ),
  );
}
