import { type Config, databaseName, issueSetupCode, type OpenDeployment } from '@keyward/server';

/** Says on stderr where the service listens, and how to set up what is empty. */
export async function announceStart(
  address: string,
  config: Config,
  deployment: OpenDeployment,
): Promise<void> {
  const place = config.database === undefined ? config.dataDirectory : databaseName(config.database);
  process.stderr.write(`keyward: serving ${place} on ${config.publicUrl ?? address}\n`);
  if (config.allowInsecureHttp && config.tls === undefined) {
    process.stderr.write('keyward: WARNING: secrets travel in clear text over plain http\n');
  }
  await tellWhenLocked(deployment);
  await printSetupCode(deployment, config.publicUrl ?? address);
}

/** Restored data is not served before somebody accepts it: whoever starts the service should hear of it first. */
async function tellWhenLocked({ store }: OpenDeployment): Promise<void> {
  const [{ acceptedAt }] = await store.reads.epochs.listEpochs();
  if (acceptedAt !== null) return;
  process.stderr.write(
    'keyward: LOCKED: the data was restored from a backup, and every call is answered 503 until somebody accepts it; run `keyward restore accept --list`, then `keyward restore accept`\n',
  );
}

/** The code goes to stderr, once, beside the call that uses it: it is never logged. */
async function printSetupCode(deployment: OpenDeployment, baseUrl: string): Promise<void> {
  const code = await issueSetupCode(deployment);
  if (code === undefined) return;
  process.stderr.write(
    [
      '',
      'keyward: nobody is set up yet. Within one hour, make the owner and a first access token with this call:',
      '',
      `curl -X POST ${baseUrl}/api/v2/setup -H 'Content-Type: application/json' \\`,
      `  -d '{"code": "${code}", "email": "you@example.com"}'`,
      '',
      `or in a browser, with the same code: ${baseUrl}/welcome`,
      '',
      '',
    ].join('\n'),
  );
}
