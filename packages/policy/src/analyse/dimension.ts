/**
 * One thing of a request that is free of all others: the name of a segment, the tags of a type, the views, one
 * flag, the action. Its atoms are numbered as they are first asked for, all before the first part is taken.
 */
export interface Dimension {
  whole(): Part;
}

/** Those values of a dimension for which some atoms hold and some do not; never without any value. */
export interface Part {
  /** Whether the atom holds for all values (1), for none (-1) or for some (0). */
  relationTo(atom: number): -1 | 0 | 1;
  /** The part where all of the atoms hold, or none of them; undefined when it has no value. */
  restrict(atoms: readonly number[], positive: boolean): Part | undefined;
}

/** The atoms fixed by a part, sorted and without repeats. */
export interface FixedAtoms {
  readonly holding: readonly number[];
  readonly failing: readonly number[];
}

export const NOTHING_FIXED: FixedAtoms = { holding: [], failing: [] };

/** Undefined when an atom would both hold and fail. */
export function fixAtoms(
  { holding, failing }: FixedAtoms,
  atoms: readonly number[],
  positive: boolean,
): FixedAtoms | undefined {
  const opposite = positive ? failing : holding;
  if (atoms.some((atom) => opposite.includes(atom))) return undefined;
  return positive ? { holding: merge(holding, atoms), failing } : { holding, failing: merge(failing, atoms) };
}

function merge(sorted: readonly number[], more: readonly number[]): number[] {
  return [...new Set([...sorted, ...more])].sort((a, b) => a - b);
}
