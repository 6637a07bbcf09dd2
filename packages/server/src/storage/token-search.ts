import type { RawBuilder } from 'kysely';

/** What databases do differently about lists of tokens. */
export interface TokenSearch {
  /**
   * The rows of `token_list` whose token, or whose holder, has the text, each once or more. Of a text of one or two characters
   * what begins with it.
   */
  rowsWithText(accountId: string, text: string): RawBuilder<unknown>;
  /** Says by which index a list is gone through. */
  throughIndex(index: string): RawBuilder<unknown>;
}
