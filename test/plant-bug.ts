/** Loaded with `--import`: swaps the source of one file for its version with the planted bug `PLANTED_BUG`. */
import { appendFileSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PlantedBug } from './mutations/planted-bug.ts';

const { PLANTED_BUG = '', PLANTED_BUG_MARKER = '' } = process.env;
const bug: PlantedBug = (await import(pathToFileURL(PLANTED_BUG).href)).default;
/** From here, as tests also start programs in other directories. */
const target = new URL(`../${bug.file}`, import.meta.url).href;

registerHooks({
  load(url, context, nextLoad) {
    if (url !== target) return nextLoad(url, context);
    const source = readFileSync(fileURLToPath(target), 'utf8').replace(bug.find, () => bug.replace);
    appendFileSync(PLANTED_BUG_MARKER, 'loaded\n');
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});
