const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/** The addresses of a text as people paste it, each once: between commas, spaces or lines, also as `Ada <ada@example.com>`. */
export function emailsIn(text: string): {
  readonly emails: readonly string[];
  readonly wrong: readonly string[];
} {
  const parts = text
    .split(/[,;\n]+/)
    .flatMap((part) => /<([^<>]+)>/.exec(part)?.[1] ?? part.trim().split(/\s+/))
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const byKey = new Map(parts.map((part) => [part.toLowerCase(), part]));
  const all = [...byKey.values()];
  return {
    emails: all.filter((each) => EMAIL.test(each)),
    wrong: all.filter((each) => !EMAIL.test(each)),
  };
}
