import type { InnerKind } from '../contains.ts';
import { decide, decideEffective } from '../decide.ts';
import type { Rights } from '../rights.ts';
import type { Witness } from './request-space.ts';

/** Whether the inner rights allow the request and the outer do not. The last word is that of `decide`. */
export function isBeyond(outer: Rights, inner: Rights, kind: InnerKind, request: Witness): boolean {
  const decideInner = kind === 'whole' ? decideEffective : decide;
  return decideInner(inner, request).allowed && !decideEffective(outer, request).allowed;
}
