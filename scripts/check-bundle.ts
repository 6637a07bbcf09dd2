/** `npm run check`: what a browser gets with the SDK is the SDK, `openapi-fetch`, the policy language, and small; a verifier has nothing of the server. */
import { gzipSync } from 'node:zlib';
import { bundleSdk } from './bundle-sdk.ts';

const ALLOWED = /\/(?:packages\/(?:sdk|policy)\/src|node_modules\/openapi-fetch)\/|^\0?rolldown\//;
const OF_VERIFIER = ['node:crypto', 'node:net'];
const LIMIT_BYTES = 8 * 1024;

const { code, modules, imports } = await bundleSdk();
const verifier = await bundleSdk('verifier/index.ts');
const compressedBytes = gzipSync(code).length;
process.stdout.write(
  `${modules.length} modules, ${code.length} bytes, ${compressedBytes} compressed (limit ${LIMIT_BYTES})\n`,
);

const problems = [
  ...verifier.modules
    .filter((path) => !ALLOWED.test(path))
    .map((path) => `\`${path}\` is in the bundle of the verifier`),
  ...verifier.imports
    .filter((name) => !OF_VERIFIER.includes(name))
    .map((name) => `the bundle of the verifier needs \`${name}\``),
  ...modules
    .filter((path) => path.includes('/packages/sdk/src/verifier/'))
    .map((path) => `\`${path}\` is loaded by the client`),
  ...modules.filter((path) => !ALLOWED.test(path)).map((path) => `\`${path}\` is in the bundle of the SDK`),
  ...imports.map((name) => `the bundle of the SDK needs \`${name}\``),
  ...(compressedBytes > LIMIT_BYTES ? ['the bundle of the SDK is too large'] : []),
];
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
