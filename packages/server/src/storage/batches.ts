/** Values in one statement: far below what either database takes. */
const BATCH_SIZE = 500;

/** Divides values so that each part fits into one statement. */
export function batchesOf<T>(values: readonly T[]): T[][] {
  const count = Math.ceil(values.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, index) =>
    values.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
}
