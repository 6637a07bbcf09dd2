import { jsonText } from '../output/json.ts';
import type { RefusalCode } from './refusal.ts';

const SAYS_JSON = /^(?:--json(?:=.*)?|(?:-o|--output=)(?:nd)?json)$/;
const TAKES_FORMAT = /^(?:-o|--output)$/;

interface Told {
  readonly code: RefusalCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

/**
 * What stderr says of a failure before flags are known: lines for people, or JSON where the words ask for it. They are looked into
 * here, since the parser may have stopped at what is wrong with them.
 */
export function earlyFailure(words: readonly string[], { code, message, hint }: Told): string {
  if (asksForJson(words)) return `${jsonText({ error: { code, message, hint } })}\n`;
  return [...message.split('\n'), ...(hint === undefined ? [] : [hint])]
    .map((line) => `keyward: ${line}\n`)
    .join('');
}

/** The same of what the parser says, whose own lines people get. */
export function parserFailure(words: readonly string[], text: string): string {
  if (!asksForJson(words)) return text;
  const [first = '', next] = text.trim().split('\n');
  const hint = next?.replace(/^\((.*)\)$/, '$1');
  return earlyFailure(words, { code: 'wrong_usage', message: first.replace(/^error: /, ''), hint });
}

function asksForJson(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const flags = end === -1 ? words : words.slice(0, end);
  return flags.some(
    (word, at) =>
      SAYS_JSON.test(word) || (TAKES_FORMAT.test(word) && /^(?:nd)?json$/.test(flags[at + 1] ?? '')),
  );
}
