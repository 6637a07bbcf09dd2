import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
}

/** Bundles what runs in pages and how they look; answers the addresses. */
export async function bundleAssets(
  packageFolder: string,
  output: string,
): Promise<{ readonly theme: string; readonly script: string; readonly styles: readonly string[] }> {
  const entries = { guide: 'src/page/guide.ts', theme: 'src/page/theme.ts' };
  await build({
    root: packageFolder,
    configFile: false,
    logLevel: 'warn',
    base: '/',
    build: {
      outDir: output,
      emptyOutDir: true,
      assetsDir: 'docs/assets',
      assetsInlineLimit: 0,
      manifest: 'manifest.json',
      target: 'es2022',
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      modulePreload: { polyfill: false },
      rolldownOptions: { input: entries },
    },
  });
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8'));
  const { file = '', css = [] } = manifest[entries.guide] ?? {};
  return {
    script: `/${file}`,
    styles: css.map((path) => `/${path}`),
    theme: `/${manifest[entries.theme]?.file}`,
  };
}
