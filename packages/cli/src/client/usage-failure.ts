import { jsonText } from '../output/json.ts';

const SAYS_JSON = /^(?:--json(?:=.*)?|(?:-o|--output=)(?:nd)?json)$/;
const TAKES_FORMAT = /^(?:-o|--output)$/;

/**
 * What stderr says of wrong usage: lines for people, or JSON where the words ask for it. They are looked into here, since the
 * parser stopped at what is wrong with them.
 */
export function usageFailure(words: readonly string[], message: string, hint?: string): string {
  if (asksForJson(words)) return `${jsonText({ error: { code: 'wrong_usage', message, hint } })}\n`;
  return [message, ...(hint === undefined ? [] : [hint])].map((line) => `keyward: ${line}\n`).join('');
}

/** The same of what the parser says, whose own lines people get. */
export function parserFailure(words: readonly string[], text: string): string {
  if (!asksForJson(words)) return text;
  const [first = '', next] = text.trim().split('\n');
  return usageFailure(words, first.replace(/^error: /, ''), next?.replace(/^\((.*)\)$/, '$1'));
}

function asksForJson(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const flags = end === -1 ? words : words.slice(0, end);
  return flags.some(
    (word, at) =>
      SAYS_JSON.test(word) || (TAKES_FORMAT.test(word) && /^(?:nd)?json$/.test(flags[at + 1] ?? '')),
  );
}
