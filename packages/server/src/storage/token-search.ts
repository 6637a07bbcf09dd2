import type { RawBuilder, SqlBool } from 'kysely';

/** What databases do differently about lists of tokens. */
export interface TokenSearch {
  /**
   * The rows of `token_list` whose token, or whose holder, has the text, each once or more. Of a text of one or two characters
   * what begins with it.
   */
  rowsWithText(accountId: string, text: string): RawBuilder<unknown>;
  /** The same, asked of a row `l` of the list. */
  whereText(accountId: string, text: string): RawBuilder<SqlBool>;
  /** So many tokens are sorted faster than a list of all of them is gone through in search of them; 0: the database finds out by itself. */
  readonly sortedAtOnce: number;
  /** Says by which index a list is gone through. */
  throughIndex(index: string): RawBuilder<unknown>;
  /** Whether `token_tags` holds the tokens of a tag in the order in which they were made, each with its `"row"` of the list. */
  readonly hasOrderedTags: boolean;
}
