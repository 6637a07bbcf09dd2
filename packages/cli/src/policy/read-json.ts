import { printParseErrorCode, visit } from 'jsonc-parser';
import { InputRefused } from './input-refused.ts';
import { nameOf, readText } from './read-text.ts';

/** No policy, case or declaration comes near; a parser that follows any depth runs out of stack. */
const DEPTH_LIMIT = 100;
const MAX_QUOTE = 40;

/** What is wrong where the parser stumbles, by the names that it has for it. */
const FAULTS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no value that JSON knows',
  InvalidNumberFormat: 'this is no number that JSON knows',
  UnexpectedEndOfNumber: 'this is no number that JSON knows',
  PropertyNameExpected: 'a key between quotes belongs here',
  ValueExpected: 'a value belongs here',
  ColonExpected: '`:` belongs here',
  CommaExpected: '`,` or the end of the list or object belongs here',
  CloseBraceExpected: '`,` or `}` belongs here',
  CloseBracketExpected: '`,` or `]` belongs here',
  EndOfFileExpected: 'nothing may follow the end of the value',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'the text that begins here has no end on its line',
  InvalidUnicode: '`\\u` needs four hexadecimal digits',
  InvalidEscapeCharacter: '`\\` begins no escape that JSON knows',
  InvalidCharacter: 'this character belongs in no JSON text',
};

/** What a file of JSON holds, or stdin where the name is `-`. @throws InputRefused that names the line */
export async function readJson(name: string): Promise<unknown> {
  return parseJson(await readText(name), name);
}

/**
 * Reads JSON with one meaning. `JSON.parse` alone often does not say where it stumbled, and of two equal keys keeps
 * the last, so that a policy would mean something else than one that reads it thinks. A byte order mark, which some
 * editors put first, is no part of it.
 *
 * @throws InputRefused that names the line
 */
export function parseJson(marked: string, name: string): unknown {
  const text = marked.replace(/^\uFEFF/, '');
  const refuse = (what: string, at: number): never => {
    const before = text.slice(0, at).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
    throw new InputRefused([`\`${nameOf(name)}\` is no JSON at ${place}: ${what}`]);
  };
  refuseFaults(text, refuse);
  return JSON.parse(text);
}

function refuseFaults(text: string, refuse: (what: string, at: number) => never): void {
  const objects: Set<string>[] = [];
  let depth = 0;
  const enter = (at: number) => {
    if (++depth > DEPTH_LIMIT) refuse(`it is nested deeper than ${DEPTH_LIMIT} levels`, at);
  };
  visit(
    text,
    {
      onError: (code, at) =>
        refuse(
          at >= text.trimEnd().length
            ? 'the text ends before the value does'
            : (FAULTS[printParseErrorCode(code)] ?? 'this is no JSON'),
          at,
        ),
      onObjectBegin(at) {
        enter(at);
        objects.push(new Set());
      },
      onObjectEnd() {
        depth--;
        objects.pop();
      },
      onArrayBegin: enter,
      onArrayEnd() {
        depth--;
      },
      onObjectProperty(key, at) {
        const keys = objects.at(-1);
        if (keys?.has(key)) refuse(`the key \`${key.slice(0, MAX_QUOTE)}\` is there twice`, at);
        keys?.add(key);
      },
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
}
