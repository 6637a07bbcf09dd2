import { rolldown } from 'rolldown';

export interface Bundle {
  /** One script that defines the global `KeywardSdk`. */
  readonly code: string;
  /** The path of every module inside, and the name of everything that was left outside. */
  readonly modules: readonly string[];
  readonly imports: readonly string[];
}

/** The SDK, or another entry of it, with all that it needs; `index.ts` as a browser gets it. */
export async function bundleSdk(entry = 'index.ts'): Promise<Bundle> {
  const build = await rolldown({
    input: `packages/sdk/src/${entry}`,
    platform: 'browser',
    external: /^node:/,
  });
  try {
    const { output } = await build.generate({
      ...(entry === 'index.ts' ? { format: 'iife', name: 'KeywardSdk' } : { format: 'es' }),
      minify: true,
      codeSplitting: false,
    });
    const [{ code, moduleIds, imports }] = output;
    return { code, modules: moduleIds, imports };
  } finally {
    await build.close();
  }
}
