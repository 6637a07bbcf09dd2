import { MAX_KEY_LENGTH } from './key.ts';
import type { ResourceSpecifier, SpecifierFlag, SpecifierSegment } from './resource-specifier.ts';

export const MAX_SPECIFIER_LENGTH = 2048;
export const MAX_SEGMENTS = 8;
export const MAX_TAG_LENGTH = 64;

/** A name with more commas gets no proposal, as it would be longer than the policy. */
const MAX_REPLACEMENTS = 20;

export type ParsedSpecifier =
  | { readonly ok: true; readonly specifier: ResourceSpecifier }
  | { readonly ok: false; readonly problem: SpecifierProblem };

export interface SpecifierProblem {
  /** The fault with its place and what to write instead. */
  readonly message: string;
  /** The fault alone. */
  readonly fault: string;
  /** Where it is: characters before it in the text after NFKC. */
  readonly at: number;
  /** The specifiers to write instead, where the intent is clear. */
  readonly replacement?: readonly string[];
}

/**
 * Reads a specifier as it stands, without a catalogue: whether its types exist is not asked here.
 * The text is brought to NFKC first. Never throws; takes time linear in the text.
 */
export function parseResourceSpecifier(input: string): ParsedSpecifier {
  const parsed = parseText(input);
  if (parsed.ok || !parsed.problem.replacement?.some((text) => !parseText(text).ok)) return parsed;
  const { fault, at } = parsed.problem;
  return { ok: false, problem: problem(fault, at) };
}

function parseText(input: string): ParsedSpecifier {
  if (input.length > MAX_SPECIFIER_LENGTH) {
    return failed(problem(`the entry has over ${MAX_SPECIFIER_LENGTH} characters`, MAX_SPECIFIER_LENGTH));
  }
  const text = input.normalize('NFKC');
  if (text === '*') return { ok: true, specifier: { segments: [] } };
  const pieces = split(text, { start: 0, end: text.length }, ':');
  const surplus = pieces[MAX_SEGMENTS];
  if (surplus) return failed(problem(`the entry has over ${MAX_SEGMENTS} segments`, surplus.start));
  const segments: SpecifierSegment[] = [];
  for (const piece of pieces) {
    const segment = parseSegment(text, piece);
    if ('message' in segment) return failed(segment);
    segments.push(segment);
  }
  return { ok: true, specifier: { segments } };
}

/** Where each segment of a specifier begins. */
export function segmentStarts(text: string): readonly number[] {
  return split(text, { start: 0, end: text.length }, ':').map(({ start }) => start);
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

const TYPE = /^[a-z][a-z0-9-]*$/;
const FLAG = /^\{([A-Za-z][A-Za-z0-9_-]*):(true|false)\}$/;
const GLOB_START = /^(?:[A-Za-z0-9_.*-]|\$\{roleAttribute\/[A-Za-z0-9][A-Za-z0-9_.-]*\})*/;
const VIEW_START = /^(?:[A-Za-z0-9_.-]|\$\{roleAttribute\/[A-Za-z0-9][A-Za-z0-9_.-]*\})*/;

function parseSegment(text: string, { start, end }: Piece): SpecifierSegment | SpecifierProblem {
  const semicolon = text.indexOf(';', start);
  const headEnd = semicolon < 0 || semicolon > end ? end : semicolon;
  const slash = text.indexOf('/', start);
  const typeEnd = slash < 0 || slash > headEnd ? headEnd : slash;
  const typeProblem = checkType(text, { start, end: typeEnd });
  if (typeProblem) return typeProblem;
  const hasName = typeEnd < headEnd;
  const nameProblem = hasName ? checkName(text, { start: typeEnd + 1, end: headEnd }, start) : undefined;
  if (nameProblem) return nameProblem;

  const tags = new Set<string>();
  const flags = new Map<string, SpecifierFlag>();
  const views = new Set<string>();
  for (const piece of headEnd < end ? split(text, { start: headEnd + 1, end }, ',') : []) {
    const problem = checkModifier(text, piece);
    if (problem) return problem;
    const modifier = text.slice(piece.start, piece.end);
    const [, flag, value] = FLAG.exec(modifier) ?? [];
    if (flag !== undefined) flags.set(modifier, { name: flag, value: value === 'true' });
    else if (modifier.startsWith('view:')) views.add(lowerCaseView(modifier.slice('view:'.length)));
    else tags.add(modifier);
  }
  return {
    type: text.slice(start, typeEnd),
    name: hasName ? text.slice(typeEnd + 1, headEnd) : undefined,
    tags: [...tags].sort(),
    flags: [...flags.keys()].sort().flatMap((key) => flags.get(key) ?? []),
    views: [...views].sort(),
  };
}

function checkType(text: string, { start, end }: Piece): SpecifierProblem | undefined {
  const type = text.slice(start, end);
  if (text[start] === '/') {
    const replacement = [replace(text, { start, end: start + 1 }, '')];
    return problem(`unexpected \`/\` after \`${text.slice(0, start)}\``, start, replacement);
  }
  if (type === '')
    return problem(`a type such as \`flag\` is missing after \`${text.slice(0, start)}\``, start);
  if (type === 'true' || type === 'false') {
    const flagStart = Math.max(text.lastIndexOf(';', start), text.lastIndexOf(',', start)) + 1;
    const braced = `{${text.slice(flagStart, end)}}`;
    const replacement = [replace(text, { start: flagStart, end }, braced)];
    if (FLAG.test(braced)) return problem('a flag stands in braces', flagStart, replacement);
  }
  if (TYPE.test(type)) return undefined;
  if (TYPE.test(type.toLowerCase())) {
    return problem(`the type \`${type}\` is written in lower case`, start, [
      replace(text, { start, end }, type.toLowerCase()),
    ]);
  }
  return problem(`\`${type}\` is no type: lower-case letters, digits and dashes`, start);
}

function checkName(text: string, piece: Piece, segmentStart: number): SpecifierProblem | undefined {
  const { start, end } = piece;
  const name = text.slice(start, end);
  if (name === '') {
    const head = text.slice(segmentStart, end);
    return problem(`empty name after \`${head}\``, start, [replace(text, piece, '*')]);
  }
  if (name.includes(',')) {
    const names = name.split(',').filter((part) => part !== '');
    const replacement =
      names.length > MAX_REPLACEMENTS ? [] : names.map((part) => replace(text, piece, part));
    return problem(
      'a name holds no comma: list one entry for each name',
      start + name.indexOf(','),
      replacement,
    );
  }
  return checkGlob(text, piece, 'name', MAX_KEY_LENGTH);
}

function checkModifier(text: string, piece: Piece): SpecifierProblem | undefined {
  const { start, end } = piece;
  const modifier = text.slice(start, end);
  if (modifier === '') {
    const replacement = [replace(text, { start: start - 1, end }, '')];
    return problem(`a tag, flag or view is missing after \`${text.slice(0, start)}\``, start, replacement);
  }
  if (modifier.startsWith('{')) {
    if (FLAG.test(modifier)) return undefined;
    return problem(
      `\`${modifier}\` is no flag: write it as in \`{critical:true}\` or \`{critical:false}\``,
      start,
    );
  }
  if (modifier.startsWith('view:')) {
    const view = modifier.slice('view:'.length);
    const readable = VIEW_START.exec(view)?.[0].length ?? 0;
    if (view !== '' && readable === view.length) return undefined;
    return problem(`\`${modifier}\` does not name one view, as \`view:squad-a\` does`, start);
  }
  if (modifier.startsWith('!')) {
    return problem(`there is no \`!\` for tags: put the entry without it under \`notResources\``, start);
  }
  return checkGlob(text, piece, 'tag', MAX_TAG_LENGTH);
}

function checkGlob(
  text: string,
  piece: Piece,
  what: string,
  maxLength: number,
): SpecifierProblem | undefined {
  const { start, end } = piece;
  const glob = text.slice(start, end);
  const readable = GLOB_START.exec(glob)?.[0].length ?? 0;
  if (readable < glob.length) {
    if (glob.startsWith('${', readable)) {
      const placeholder = /^[^}]*\}?/.exec(glob.slice(readable))?.[0] ?? '';
      const fault = `\`${placeholder}\` is no placeholder: write it as in \`\${roleAttribute/projects}\``;
      return problem(fault, start + readable);
    }
    const character = String.fromCodePoint(glob.codePointAt(readable) ?? 0);
    const hint = '?[]'.includes(character) ? ': the only wildcard is `*`' : '';
    return problem(`unexpected \`${character}\` in the ${what} \`${glob}\`${hint}`, start + readable);
  }
  if (glob.includes('**')) {
    const replacement = [replace(text, piece, glob.replace(/\*+/g, '*'))];
    return problem(`\`**\` in the ${what} \`${glob}\` means no more than \`*\``, start, replacement);
  }
  if (glob.length > maxLength && !glob.includes('${')) {
    return problem(`the ${what} \`${glob}\` has over ${maxLength} characters`, start);
  }
  return undefined;
}

/** Splits outside braces; the colon of `view:` is part of its modifier and separates no segments. */
function split(text: string, { start, end }: Piece, separator: ':' | ','): Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  let inBraces = false;
  for (let at = start; at < end; at++) {
    const character = text[at];
    if (character === '{' || character === '}') inBraces = character === '{';
    if (character !== separator || inBraces) continue;
    if (separator === ':' && (text.endsWith(';view', at) || text.endsWith(',view', at))) continue;
    pieces.push({ start: from, end: at });
    from = at + 1;
  }
  return [...pieces, { start: from, end }];
}

function lowerCaseView(view: string): string {
  return view.replace(/\$\{[^}]*\}|[A-Z]+/g, (part) => (part.startsWith('$') ? part : part.toLowerCase()));
}

function replace(text: string, { start, end }: Piece, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function problem(fault: string, at: number, replacement: readonly string[] = []): SpecifierProblem {
  const place = `${fault}, at character ${at + 1}`;
  if (replacement.length === 0) return { message: place, fault, at };
  const instead = replacement.map((specifier) => `\`${specifier}\``).join(', ');
  return { message: `${place}; write ${instead}`, fault, at, replacement };
}

function failed(problem: SpecifierProblem): ParsedSpecifier {
  return { ok: false, problem };
}
