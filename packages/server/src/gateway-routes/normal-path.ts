/**
 * The one form of a path on which accesses are decided: its segments, decoded once. Servers read some paths differently: they
 * decode twice, join slashes, follow dots, cut at semicolons, or take other signs for the same. A path that any of them could
 * read in another way has no normal form, and whoever decides refuses it.
 *
 * @param target as it stands in the request: the path, and perhaps a query
 * @returns undefined for a path without a normal form
 */
export function normalPath(target: string): readonly string[] | undefined {
  const [path = ''] = target.split('?', 1);
  if (!PRINTABLE_PATH.test(path)) return undefined;
  if (path === '/') return [];
  const segments = path.slice(1, path.endsWith('/') ? -1 : undefined).split('/');
  const decoded = segments.map(decode);
  return decoded.every((segment) => segment !== undefined && isPlainSegment(segment))
    ? (decoded as readonly string[])
    : undefined;
}

/** Whether every server reads the text of a segment as just this text. */
export function isPlainSegment(text: string): boolean {
  if (PLAIN_ASCII.test(text)) return true;
  const compatible = text.normalize('NFKC');
  const isReadOneWay = (form: string) => form !== '' && !AMBIGUOUS.test(form) && !EDGE.test(form);
  return text === text.normalize('NFC') && isReadOneWay(text) && isReadOneWay(compatible);
}

/** Texts that some server takes for the same have the same. */
export function foldSegment(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Undefined for escapes that are none, and for bytes that are no UTF-8. */
function decode(segment: string): string | undefined {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** Absolute, of visible ASCII, without a fragment. */
const PRINTABLE_PATH = /^\/[\x21\x22\x24-\x7e]*$/;
const PLAIN_ASCII = /^[A-Za-z0-9_-]+$/;
/** Separators, what is decoded again, what Windows takes for a part of a file, and characters that nobody sees. */
const AMBIGUOUS = /[/\\%?#;]|::|[\p{C}\p{Zl}\p{Zp}]/u;
/** Dots and spaces at an end: some file systems drop them, and `.` and `..` lead elsewhere. */
const EDGE = /^\s|[\s.]$/u;
