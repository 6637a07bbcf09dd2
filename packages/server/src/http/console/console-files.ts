import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A file whose name holds a digest of its content: it never changes. */
export interface Asset {
  readonly type: string;
  readonly content: Buffer;
  /** Compressed when it is first asked for; undefined where that would save nothing. */
  compressed(): Promise<Buffer | undefined>;
}

export interface ConsoleFiles {
  /** The page, with `NONCE_PLACEHOLDER` wherever a nonce belongs, and `PREFIXES_PLACEHOLDER` for those of tokens. */
  readonly page: string;
  readonly assets: ReadonlyMap<string, Asset>;
}

export const NONCE_PLACEHOLDER = '__CSP_NONCE__';
export const PREFIXES_PLACEHOLDER = '__TOKEN_PREFIXES__';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const COMPRESSED_ALREADY: ReadonlySet<string> = new Set(['.woff2']);

/** Reads what the build of the console left, into memory. Undefined: there is no build, and the service has no pages. */
export function readConsoleFiles(directory: string): ConsoleFiles | undefined {
  const pagePath = join(directory, 'index.html');
  if (!existsSync(pagePath)) return undefined;
  const folder = join(directory, 'assets');
  const assets = readdirSync(folder).flatMap((name) => {
    const type = TYPES[extname(name)];
    return type === undefined ? [] : [[name, readAsset(join(folder, name), type)] as const];
  });
  return { page: readFileSync(pagePath, 'utf8'), assets: new Map(assets) };
}

function readAsset(path: string, type: string): Asset {
  const content = readFileSync(path);
  let compressed: Promise<Buffer> | undefined;
  return {
    type,
    content,
    async compressed() {
      if (COMPRESSED_ALREADY.has(extname(path))) return undefined;
      compressed ??= promisify(gzip)(content, { level: 9 });
      return compressed;
    },
  };
}
