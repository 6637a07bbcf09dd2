import { jsonText } from './json.ts';

/** Words that YAML 1.1 reads as something else than text. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** What JSON can say, as block YAML. Texts stand in quotes as in JSON, which YAML reads alike, so that none is taken for a number. */
export function yamlText(value: unknown): string {
  return `${linesOf(JSON.parse(JSON.stringify(value ?? null))).join('\n')}\n`;
}

function linesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return ['[]'];
    return value.flatMap((each) => indented(linesOf(each), '- '));
  }
  if (typeof value !== 'object' || value === null) return [jsonText(value)];
  const entries = Object.entries(value);
  if (entries.length === 0) return ['{}'];
  return entries.flatMap(([key, each]) => {
    const lines = linesOf(each);
    const [first = ''] = lines;
    const isInline = lines.length === 1 && !isBlock(each);
    return isInline
      ? [`${keyText(key)}: ${first}`]
      : [`${keyText(key)}:`, ...lines.map((line) => `  ${line}`)];
  });
}

function indented(lines: readonly string[], mark: string): readonly string[] {
  return lines.map((line, at) => (at === 0 ? mark : ' '.repeat(mark.length)) + line);
}

function isBlock(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function keyText(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) && !RESERVED.test(key) ? key : jsonText(key);
}
