/** The parts of an answer: `limit` and `offset` count rows. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}
