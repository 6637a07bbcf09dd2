/** `npm run check`: what a browser gets with the SDK is the SDK, `openapi-fetch`, the policy language, and small. */
import { gzipSync } from 'node:zlib';
import { bundleSdk } from './bundle-sdk.ts';

const ALLOWED = /\/(?:packages\/(?:sdk|policy)\/src|node_modules\/openapi-fetch)\/|^\0?rolldown\//;
const LIMIT_BYTES = 8 * 1024;

const { code, modules, imports } = await bundleSdk();
const compressedBytes = gzipSync(code).length;
process.stdout.write(
  `${modules.length} modules, ${code.length} bytes, ${compressedBytes} compressed (limit ${LIMIT_BYTES})\n`,
);

const problems = [
  ...modules.filter((path) => !ALLOWED.test(path)).map((path) => `\`${path}\` is in the bundle of the SDK`),
  ...imports.map((name) => `the bundle of the SDK needs \`${name}\``),
  ...(compressedBytes > LIMIT_BYTES ? ['the bundle of the SDK is too large'] : []),
];
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
