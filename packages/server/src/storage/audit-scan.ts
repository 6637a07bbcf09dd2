import type { ExpressionBuilder, Kysely } from 'kysely';
import type { AuditSearch } from './audit-search.ts';
import type { AuditAccess, AuditFilter, AuditPlace, AuditScan } from './audit-store.ts';
import type { Schema } from './schema.ts';

/** How many entries are looked through at once where no index leads to those that are wanted. */
const WINDOW = 250_000;
/** A compound query of SQLite may have 500 parts, and each place is one. */
const PLACES_AT_ONCE = 200;
/** More of them are not worth the comparing: whoever asks looks at each entry again. */
const MAX_GLOBS = 50;

export interface AuditScanner {
  readonly db: Kysely<Schema>;
  readonly search: AuditSearch;
}

/** What is asked of a part of the log: of an account, from one number on and below another. */
interface Part extends AuditFilter {
  readonly accountId: string;
  readonly fromNumber: number;
  readonly belowNumber: number;
}

export async function scanWith(
  scanner: AuditScanner,
  accountId: string,
  filter: AuditFilter,
  limit: number,
): Promise<AuditScan> {
  const { places = [undefined], belowNumber = Number.MAX_SAFE_INTEGER } = filter;
  const fromNumber = await windowStart(scanner, accountId, filter, belowNumber);
  const part: Part = { ...filter, accountId, fromNumber, belowNumber };
  const found: AuditAccess[] = [];
  for (let start = 0; start < places.length; start += PLACES_AT_ONCE) {
    found.push(...(await findIn(scanner, part, places.slice(start, start + PLACES_AT_ONCE), limit)));
  }
  const accesses = found.sort((a, b) => b.number - a.number).slice(0, limit);
  const last = accesses.length === limit ? accesses.at(-1) : undefined;
  const readTo = last?.number ?? fromNumber;
  return { accesses, ...(readTo > 0 && { readTo }) };
}

/** The number from which on to look. Where an index leads to each entry that is wanted there is no need to stop. */
async function windowStart(
  { db, search }: AuditScanner,
  accountId: string,
  { beforeMs, afterMs, text, places = [] }: AuditFilter,
  belowNumber: number,
): Promise<number> {
  const isSieved = [beforeMs, afterMs, text].some((wanted) => wanted !== undefined);
  if (!isSieved && !places.some(isCompared)) return 0;
  const row = await db
    .selectFrom('audit_entries')
    .select('number')
    .where('account_id', '=', accountId)
    .where('number', '<', belowNumber)
    .orderBy('number', 'desc')
    .offset(text === undefined ? WINDOW : search.windowFor(text))
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** The newest in each place: one query for each, all of them together one question. */
function findIn(
  { db, search }: AuditScanner,
  part: Part,
  places: readonly (AuditPlace | undefined)[],
  limit: number,
): Promise<AuditAccess[]> {
  const queries = places.map((place) => {
    let query = db
      .selectFrom('audit_entries')
      .select(['number', 'at', 'action', 'resource'])
      .where('account_id', '=', part.accountId)
      .where('number', '>=', part.fromNumber)
      .where('number', '<', part.belowNumber)
      .orderBy('number', 'desc')
      .limit(limit);
    if (part.beforeMs !== undefined) query = query.where('at', '<=', part.beforeMs);
    if (part.afterMs !== undefined) query = query.where('at', '>=', part.afterMs);
    if (part.text !== undefined) query = query.where(search.condition(part.text, part));
    if (place !== undefined) query = query.where((where) => isIn(where, place));
    return db.selectFrom(query.as('place')).selectAll();
  });
  const [first, ...others] = queries;
  if (first === undefined) return Promise.resolve([]);
  return others.reduce((all, query) => all.unionAll(query), first).execute();
}

/** Resources that are named whole are found by the index of resources, which knows no type chains. */
function isIn({ and, or, eb }: ExpressionBuilder<Schema, 'audit_entries'>, place: AuditPlace) {
  const ofAction = eb('action', '=', place.action);
  const globs = tellingGlobs(place);
  if (globs.length > 0 && !globs.some(isPattern)) return and([ofAction, eb('resource', 'in', globs)]);
  const ofKind = and([ofAction, eb('type_chain', '=', place.typeChain)]);
  if (globs.length === 0) return ofKind;
  return and([ofKind, or(globs.map((glob) => eb('resource', 'like', likePattern(glob))))]);
}

function isCompared(place: AuditPlace): boolean {
  return tellingGlobs(place).some(isPattern);
}

/** None where one of them matches every resource of the kind. */
function tellingGlobs({ globs = [], typeChain }: AuditPlace): readonly string[] {
  return globs.length > MAX_GLOBS || globs.includes(typeChain) ? [] : globs;
}

function isPattern(glob: string): boolean {
  return glob.includes('*');
}

/** `_` stands for one character here, and so matches itself too; names hold no other character with a meaning. */
function likePattern(glob: string): string {
  return glob.replaceAll('*', '%');
}
