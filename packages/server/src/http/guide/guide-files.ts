import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Where the build of the guide lies, in the repository and in the package as it is published. */
export const GUIDE_DIRECTORY = fileURLToPath(new URL('../../../guide', import.meta.url));

/** A file of the guide, in memory. */
export interface GuideFile {
  readonly type: string;
  /** Whether its name holds a digest of its content, so that it never changes. */
  readonly isAsset: boolean;
  readonly content: Buffer;
  /** Compressed when it is first asked for; undefined where that would save nothing. */
  compressed(): Promise<Buffer | undefined>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.yaml': 'application/yaml; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const COMPRESSED_ALREADY: ReadonlySet<string> = new Set(['.webp', '.woff2']);
const ASSETS = '/docs/assets/';

/** Reads what the build of the guide left, by address. Undefined: there is no build, and the service has no guide. */
export function readGuideFiles(directory: string): ReadonlyMap<string, GuideFile> | undefined {
  if (!existsSync(directory)) return undefined;
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.flatMap((entry): [string, GuideFile][] => {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) return [];
    const path = join(entry.parentPath, entry.name);
    const url = `/${relative(directory, path).split(sep).join('/')}`;
    return [[url.replace(/\.html$/, ''), readGuideFile(path, url, type)]];
  });
  return new Map(files);
}

function readGuideFile(path: string, url: string, type: string): GuideFile {
  const content = readFileSync(path);
  let compressed: Promise<Buffer> | undefined;
  return {
    type,
    content,
    isAsset: url.startsWith(ASSETS),
    async compressed() {
      if (COMPRESSED_ALREADY.has(extname(path))) return undefined;
      compressed ??= promisify(gzip)(content, { level: 9 });
      return compressed;
    },
  };
}
