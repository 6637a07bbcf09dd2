import { type ConfigFlags, createFirstOwner, openDeployment, readConfig, systemClock } from '@keyward/server';
import { type OwnerFlags, printFirstSecret, readOwner } from './new-owner.ts';

export interface InitFlags extends ConfigFlags, OwnerFlags {}

/** Makes the first owner and prints the secret of its token. */
export async function init(flags: InitFlags): Promise<void> {
  const config = readConfig(process.env, flags);
  const owner = await readOwner(flags);
  const deployment = await openDeployment(config, systemClock(), { create: true });
  try {
    const { bearerToken, token } = await createFirstOwner(deployment, owner, { system: 'keyward init' });
    printFirstSecret(`the owner ${flags.email}`, { bearerToken, expiresAt: token.expiresAt }, flags);
  } finally {
    await deployment.close();
  }
}
