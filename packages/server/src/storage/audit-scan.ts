import type { Kysely } from 'kysely';
import { isExact, isIn, tellingGlobs } from './audit-place.ts';
import { type AuditBounds, type AuditQuery, type AuditScanner, startOf, within } from './audit-search.ts';
import type { AuditAccess, AuditFilter, AuditPlace, AuditScan } from './audit-store.ts';
import { partFew, queryOfFew } from './few-audit-entries.ts';
import type { Schema } from './schema.ts';

/** How many entries are looked through at once where no index leads to those that are wanted. */
const WINDOW = 100_000;
/** A compound query of SQLite may have 500 parts. */
const QUERIES_AT_ONCE = 200;
/** Looks through one part of the log, as `AuditReads.scanAuditLog` promises. */
export async function scanWith(
  scanner: AuditScanner,
  accountId: string,
  filter: AuditFilter,
  limit: number,
): Promise<AuditScan> {
  const { belowNumber = Number.MAX_SAFE_INTEGER } = filter;
  const { few, rest } = await partFew(scanner, accountId, filter);
  const fromNumber = await windowStart(scanner, accountId, rest, belowNumber);
  const queries = [
    ...few.map((group) => queryOfFew(scanner, group, filter.text, belowNumber)),
    ...queriesFor(scanner, rest, { fromNumber, belowNumber }),
  ].map((query) => narrowed(query, accountId, filter, limit));
  const found: AuditAccess[] = [];
  for (let start = 0; start < queries.length; start += QUERIES_AT_ONCE) {
    found.push(...(await runTogether(scanner, queries.slice(start, start + QUERIES_AT_ONCE))));
  }
  const accesses = found
    .filter(({ number }) => number >= fromNumber)
    .sort((a, b) => b.number - a.number)
    .slice(0, limit);
  const last = accesses.length === limit ? accesses.at(-1) : undefined;
  const readTo = last?.number ?? fromNumber;
  return { accesses, ...(readTo > 0 && { readTo }) };
}

/** The number from which on to look. Where an index leads to each entry that is wanted there is no need to stop. */
async function windowStart(
  { db, search }: AuditScanner,
  accountId: string,
  { beforeMs, afterMs, text, places }: AuditFilter,
  belowNumber: number,
): Promise<number> {
  const isSieved = [beforeMs, afterMs, text].some((wanted) => wanted !== undefined);
  const isStraight = places === undefined ? !isSieved : !places.some((place) => isWide(place, isSieved));
  if (isStraight) return 0;
  if (text !== undefined) return search.windowStart(db, accountId, text, belowNumber);
  return startOf(db, accountId, belowNumber, WINDOW);
}

function isWide(place: AuditPlace, isSieved: boolean): boolean {
  return !isExact(place) && (isSieved || tellingGlobs(place).length > 0);
}

/** One for each index that leads to wanted entries; none finds an entry that another finds. */
function queriesFor(
  { db, search }: AuditScanner,
  { text, places }: AuditFilter,
  bounds: AuditBounds,
): AuditQuery[] {
  if (places === undefined)
    return [text === undefined ? within(db, bounds) : search.holding(db, text, bounds)];
  const exact = places.filter(isExact).flatMap(({ action, globs = [] }) =>
    globs.map((resource) => {
      const { belowNumber } = bounds;
      const query = ofResource(db, resource, belowNumber).where('action', '=', action);
      return text === undefined ? query : search.among(query, text);
    }),
  );
  const others = places.filter((place) => !isExact(place));
  if (text === undefined) {
    return [...exact, ...others.map((place) => within(db, bounds).where((where) => isIn(where, place)))];
  }
  if (others.length === 0) return exact;
  const holding = search.holding(db, text, bounds);
  if (others.length > QUERIES_AT_ONCE) return [holding];
  return [...exact, holding.where((where) => where.or(others.map((place) => isIn(where, place))))];
}

/** With a bound below SQLite would take the index of numbers, and look at every entry. */
function ofResource(db: Kysely<Schema>, resource: string, belowNumber: number): AuditQuery {
  return db
    .selectFrom('audit_entries')
    .where('resource', '=', resource)
    .where('number', '<', belowNumber)
    .orderBy('number', 'desc');
}

function narrowed(query: AuditQuery, accountId: string, filter: AuditFilter, limit: number) {
  let narrow = query.where('account_id', '=', accountId);
  if (filter.beforeMs !== undefined) narrow = narrow.where('at', '<=', filter.beforeMs);
  if (filter.afterMs !== undefined) narrow = narrow.where('at', '>=', filter.afterMs);
  return narrow.select(['number', 'at', 'action', 'resource']).limit(limit);
}

function runTogether(
  { db }: AuditScanner,
  queries: readonly ReturnType<typeof narrowed>[],
): Promise<AuditAccess[]> {
  const [first, ...others] = queries.map((query) => db.selectFrom(query.as('found')).selectAll());
  if (first === undefined) return Promise.resolve([]);
  return others.reduce((all, query) => all.unionAll(query), first).execute();
}
