import { sql } from 'kysely';
import { isExact, isIn, tellingGlobs } from './audit-place.ts';
import type { AuditQuery, AuditScanner } from './audit-search.ts';
import type { AuditFilter, AuditPlace } from './audit-store.ts';

/** Entries on resources that begin alike are looked at each, if there are no more of them. */
const FEW_ENTRIES = 5_000;
const MAX_PREFIXES = 20;

/** Entries on resources that begin alike, and the places where some of them are. */
interface FewEntries {
  readonly entries: AuditQuery;
  readonly places: readonly AuditPlace[];
}

/** Parts the places where few entries are from those that a part of the log is looked through for. */
export async function partFew({ db, search }: AuditScanner, accountId: string, filter: AuditFilter) {
  const { places: all = [] } = filter;
  const begun = new Map<string, AuditPlace[]>();
  for (const place of all) {
    const prefix = isExact(place) ? '' : commonPrefix(tellingGlobs(place));
    if (prefix !== '') begun.set(prefix, [...(begun.get(prefix) ?? []), place]);
  }
  const few: FewEntries[] = [];
  if (search.beginningWith === undefined || begun.size > MAX_PREFIXES) return { few, rest: filter };
  for (const [prefix, places] of begun) {
    const entries = search.beginningWith(db, prefix).where('account_id', '=', accountId);
    const { count } = await db
      .selectFrom(
        entries
          .select('number')
          .limit(FEW_ENTRIES + 1)
          .as('entries'),
      )
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (count <= FEW_ENTRIES) few.push({ entries, places });
  }
  if (few.length === 0) return { few, rest: filter };
  const isApart = (place: AuditPlace) => few.some((one) => one.places.includes(place));
  return { few, rest: { ...filter, places: all.filter((place) => !isApart(place)) } };
}

function commonPrefix(globs: readonly string[]): string {
  const [first = '', ...others] = globs.map((glob) => glob.split('*', 1)[0] ?? '');
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

/** Without its sign the number would lead SQLite to its own index, and through the whole log. */
export function queryOfFew(
  { search }: AuditScanner,
  { entries, places }: FewEntries,
  text: string | undefined,
  belowNumber: number,
): AuditQuery {
  const query = entries
    .where((where) => where.or(places.map((place) => isIn(where, place))))
    .where(sql`+number`, '<', belowNumber)
    .orderBy(sql`+number`, 'desc');
  return text === undefined ? query : search.among(query, text);
}
