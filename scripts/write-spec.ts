/**
 * `npm run spec`: writes `spec/openapi.json` from the routes, and the types of the SDK from that. With `--check` it
 * only says whether the files are true.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, openDeployment, readConfig, systemClock } from '@keyward/server';
import { renderOpenapiTypes } from './openapi-types/render-openapi-types.ts';

const directory = mkdtempSync(join(tmpdir(), 'keyward-spec-'));
const config = { ...readConfig({}, { data: join(directory, 'data') }), logLevel: 'silent' } as const;
const deployment = await openDeployment(config, systemClock(), { create: true });
const app = await buildApp({ ...config, pepper: deployment.pepper }, deployment.store, deployment.clock);
const document = JSON.stringify(app.swagger(), null, 2);
await app.close();
await deployment.close();
rmSync(directory, { recursive: true });

const files = {
  'spec/openapi.json': `${document}\n`,
  'packages/sdk/src/openapi-types.ts': await renderOpenapiTypes(JSON.parse(document)),
};

for (const [file, written] of Object.entries(files)) {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, written);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== written) {
    process.stdout.write(`${file} is not what the routes say; run \`npm run spec\`\n`);
    process.exitCode = 1;
  }
}
