/** With `--import`: whoever imports a source of the SDK gets that of the package that is installed in `KEYWARD_PACKED_FOLDER`. */
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const SOURCE = `${pathToFileURL(resolve('packages/sdk/src')).href}/`;
const folder = process.env.KEYWARD_PACKED_FOLDER ?? '';
const built = `${pathToFileURL(join(folder, 'node_modules/@keyward/sdk/dist')).href}/`;

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    if (!found.url.startsWith(SOURCE)) return found;
    return {
      url: `${built}${found.url.slice(SOURCE.length, -'.ts'.length)}.js`,
      format: 'module',
      shortCircuit: true,
    };
  },
});
