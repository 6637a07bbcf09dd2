/** `npm run spec`: writes `spec/openapi.json` from the routes. With `--check` it only says whether the file is true. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, openDeployment, readConfig, systemClock } from '@keyward/server';

const FILE = 'spec/openapi.json';

const directory = mkdtempSync(join(tmpdir(), 'keyward-spec-'));
const config = { ...readConfig({}, { data: join(directory, 'data') }), logLevel: 'silent' } as const;
const deployment = await openDeployment(config, systemClock(), { create: true });
const app = await buildApp({ ...config, pepper: deployment.pepper }, deployment.store, deployment.clock);
const written = `${JSON.stringify(app.swagger(), null, 2)}\n`;
await app.close();
await deployment.close();
rmSync(directory, { recursive: true });

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, written);
} else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== written) {
  process.stdout.write(`${FILE} is not what the routes say; run \`npm run spec\`\n`);
  process.exitCode = 1;
}
