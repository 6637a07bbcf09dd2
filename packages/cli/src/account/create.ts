import { readConfig } from '@keyward/server';
import { askService } from '../ask-service.ts';
import { type OwnerFlags, printFirstSecret, readOwner } from '../new-owner.ts';

export interface CreateAccountFlags extends OwnerFlags {
  readonly data?: string;
  readonly databaseUrl?: string;
}

/** Makes a further account and prints the secret of its owner's token. */
export async function createAccount(key: string, flags: CreateAccountFlags): Promise<void> {
  const config = readConfig(process.env, flags);
  const owner = await readOwner(flags);
  const added = await askService(config, { verb: 'account create', key, ...owner });
  printFirstSecret(`the account ${added.key} (${added.id}), its owner ${added.email}`, added, flags);
}
