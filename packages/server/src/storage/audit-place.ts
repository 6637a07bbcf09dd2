import type { ExpressionBuilder } from 'kysely';
import type { AuditPlace } from './audit-store.ts';
import type { Schema } from './schema.ts';

/** More of them are not worth the comparing: whoever asks looks at each entry again. */
const MAX_GLOBS = 50;
const MAX_RESOURCES = 20;

/** That an entry is of this kind, and on a resource like those that are named. */
export function isIn({ and, or, eb }: ExpressionBuilder<Schema, 'audit_entries'>, place: AuditPlace) {
  const ofKind = and([eb('action', '=', place.action), eb('type_chain', '=', place.typeChain)]);
  const globs = tellingGlobs(place);
  if (globs.length === 0) return ofKind;
  return and([ofKind, or(globs.map((glob) => eb('resource', 'like', likePattern(glob))))]);
}

/** Whether the index of resources leads to all of its entries. */
export function isExact({ globs = [] }: AuditPlace): boolean {
  return globs.length > 0 && globs.length <= MAX_RESOURCES && !globs.some((glob) => glob.includes('*'));
}

/** None where one of them matches every resource of the kind. */
export function tellingGlobs({ globs = [], typeChain }: AuditPlace): readonly string[] {
  return globs.length > MAX_GLOBS || globs.includes(typeChain) ? [] : globs;
}

/** `_` stands for one character here, and so matches itself too; names hold no other character with a meaning. */
function likePattern(glob: string): string {
  return glob.replaceAll('*', '%');
}
