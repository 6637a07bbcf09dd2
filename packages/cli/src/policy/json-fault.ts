export interface JsonFault {
  readonly what: string;
  /** Characters before it. */
  readonly at: number;
}

const SCALAR = /(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const MAX_QUOTE = 40;

type Expected = 'a value' | 'a value or `]`' | 'a key' | 'a key or `}`' | '`:`' | '`,` or the end';

/**
 * What keeps a text from being JSON with one meaning. `JSON.parse` often does not say where it stumbled, and of two
 * equal keys keeps the last, so that a policy would mean something else than one that reads it thinks.
 * Takes linear time and bounded stack whatever the depth.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  /** The keys of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  let expected: Expected = 'a value';
  for (let at = skipSpace(text, 0); ; at = skipSpace(text, at)) {
    const inside = open.at(-1);
    const character = text[at];
    if (expected === '`,` or the end' && inside === undefined) {
      return character === undefined ? undefined : { what: 'nothing may follow the end of the value', at };
    }
    const closing = inside === null ? ']' : '}';
    const mayClose = expected === '`,` or the end' || expected.endsWith(`\`${closing}\``);
    if (character === undefined) return { what: `the text ends where ${expected} belongs`, at };

    if (character === closing && inside !== undefined && mayClose) {
      open.pop();
      expected = '`,` or the end';
      at += 1;
    } else if (expected === '`,` or the end') {
      if (character !== ',') return { what: `\`,\` or \`${closing}\` belongs here`, at };
      expected = inside === null ? 'a value' : 'a key';
      at += 1;
    } else if (expected === '`:`') {
      if (character !== ':') return { what: '`:` belongs here', at };
      expected = 'a value';
      at += 1;
    } else if (inside && expected.startsWith('a key')) {
      const end = endOfString(text, at);
      if (typeof end !== 'number') return end;
      const key: string = JSON.parse(text.slice(at, end));
      if (inside.has(key)) return { what: `the key \`${key.slice(0, MAX_QUOTE)}\` is there twice`, at };
      inside.add(key);
      expected = '`:`';
      at = end;
    } else if (character === '[' || character === '{') {
      open.push(character === '[' ? null : new Set());
      expected = character === '[' ? 'a value or `]`' : 'a key or `}`';
      at += 1;
    } else {
      const end = character === '"' ? endOfString(text, at) : endOf(SCALAR, text, at);
      if (end === undefined) return { what: `${expected} belongs here`, at };
      if (typeof end !== 'number') return end;
      expected = '`,` or the end';
      at = end;
    }
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}

function endOfString(text: string, start: number): number | JsonFault {
  if (text[start] !== '"') return { what: 'a key between quotes belongs here', at: start };
  for (let at = start + 1; at < text.length; ) {
    if (text[at] === '"') return at + 1;
    if (text.charCodeAt(at) < 0x20) return { what: 'a text must end on its own line', at };
    const end = text[at] === '\\' ? endOf(ESCAPE, text, at) : at + 1;
    if (end === undefined) return { what: '`\\` begins no escape that JSON knows', at };
    at = end;
  }
  return { what: 'the text that begins here has no end', at: start };
}

function endOf(token: RegExp, text: string, at: number): number | undefined {
  token.lastIndex = at;
  return token.test(text) ? token.lastIndex : undefined;
}
