/**
 * `npm run pack`: packages as they are published, JavaScript with types, in `.pack/`. Words after `--` name packages of the
 * workspace; what they need of it is packed too. In the workspace they are TypeScript that runs as it is.
 */
import { packPackages } from './pack-packages.ts';

const words = process.argv.slice(2);
for (const tarball of packPackages(words.length > 0 ? words : ['sdk'])) process.stdout.write(`${tarball}\n`);
