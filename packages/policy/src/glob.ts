/** A pattern in which `*` stands for any characters, also none; every other character means itself. */
export interface Glob {
  readonly pattern: string;
  readonly prefix: string;
  /** What stands between two stars, in order; undefined when the pattern has no star. */
  readonly middle: readonly string[] | undefined;
  readonly suffix: string;
  readonly minLength: number;
}

export function compileGlob(pattern: string): Glob {
  const literals = pattern.split('*');
  const prefix = literals[0] ?? '';
  if (literals.length === 1)
    return { pattern, prefix, middle: undefined, suffix: '', minLength: prefix.length };
  return {
    pattern,
    prefix,
    middle: literals.slice(1, -1).filter((literal) => literal !== ''),
    suffix: literals.at(-1) ?? '',
    minLength: pattern.length - (literals.length - 1),
  };
}

/**
 * Whether the glob matches the whole text. Each literal is looked for once, from left to right, and its first
 * place is final, so the matcher never backtracks: a hostile pattern costs no more than a plain one.
 */
export function matchesGlob(glob: Glob, text: string): boolean {
  const { prefix, middle, suffix } = glob;
  if (middle === undefined) return text === prefix;
  if (text.length < glob.minLength || !text.startsWith(prefix) || !text.endsWith(suffix)) return false;
  const end = text.length - suffix.length;
  let from = prefix.length;
  for (const literal of middle) {
    const at = text.indexOf(literal, from);
    if (at < 0) return false;
    from = at + literal.length;
    if (from > end) return false;
  }
  return true;
}

/** Whether the glob is `*` alone and so matches every text. */
export function matchesEverything(glob: Glob): boolean {
  return glob.middle !== undefined && glob.minLength === 0;
}

/** Whether the text is a pattern that matches some texts and not others: it holds a `*` and is not `*` alone. */
export function isPattern(text: string): boolean {
  return text.includes('*') && text !== '*';
}
