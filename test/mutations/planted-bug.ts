/** A bug that the tests must notice: one piece of source text swapped for another. */
export interface PlantedBug {
  /** The bug in words. */
  readonly name: string;
  /** The source file, from the root of the repository. */
  readonly file: string;
  /** Text that occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The test files that must turn red. */
  readonly tests: readonly string[];
  /** Only tests whose name holds this text are run. */
  readonly pattern?: string;
}
