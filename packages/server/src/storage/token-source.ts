import { type RawBuilder, sql } from 'kysely';
import { whereListed } from './token-conditions.ts';
import type { TokenQuery } from './token-list-store.ts';
import type { TokenSearch } from './token-search.ts';

/** Where the rows of a list are found, and what they must be. */
interface Source {
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
}

export function isSearch({ conditions }: TokenQuery): boolean {
  return conditions.some((condition) => 'text' in condition);
}

/** What leads to the rows: a search begins with what holds the text, a list of a tag with what has it. */
export function leadOf(search: TokenSearch, { conditions }: TokenQuery) {
  const text = conditions.find((condition) => 'text' in condition);
  return text ?? (search.hasOrderedTags ? conditions.find((condition) => 'tag' in condition) : undefined);
}

/** Without a lead, by the index that the database finds narrowest. */
export function sourceOf(search: TokenSearch, accountId: string, query: TokenQuery): Source {
  const lead = leadOf(search, query);
  const conditions = query.conditions.filter((condition) => condition !== lead);
  const isListed = whereListed(search, accountId, { ...query, conditions });
  if (lead === undefined) return { from: sql`token_list l`, where: isListed };
  const where = sql`l."row" = found."row" and ${isListed}`;
  if ('text' in lead) {
    const found = sql`(select distinct "row" from (${search.rowsWithText(accountId, lead.text)}) as matching)`;
    return { from: sql`${found} as found cross join token_list l`, where };
  }
  return {
    from: sql`token_tags found cross join token_list l`,
    where: sql`found.account_id = ${accountId} and found.tag = ${lead.tag} and ${where}`,
  };
}
