import { rolldown } from 'rolldown';

export interface Bundle {
  /** One script that defines the global `KeywardSdk`. */
  readonly code: string;
  /** The path of every module inside, and the name of everything that was left outside. */
  readonly modules: readonly string[];
  readonly imports: readonly string[];
}

/** The SDK with all that it needs, as a browser gets it. */
export async function bundleSdk(): Promise<Bundle> {
  const build = await rolldown({
    input: 'packages/sdk/src/index.ts',
    platform: 'browser',
    external: /^node:/,
  });
  try {
    const { output } = await build.generate({
      format: 'iife',
      name: 'KeywardSdk',
      minify: true,
      codeSplitting: false,
    });
    const [{ code, moduleIds, imports }] = output;
    return { code, modules: moduleIds, imports };
  } finally {
    await build.close();
  }
}
