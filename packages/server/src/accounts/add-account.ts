import type { Deployment } from '../deployment/deployment.ts';
import type { BearerToken } from '../tokens/token-format.ts';
import { createAccount, type NewAccount } from './create-account.ts';

/** What the shell shows of a new account: the secret of the owner's first token, this once. */
export interface AddedAccount {
  readonly id: string;
  readonly key: string;
  readonly email: string;
  readonly bearerToken: BearerToken;
  /** Of the token, exclusive, milliseconds since 1970; null: never. */
  readonly expiresAt: number | null;
}

/**
 * Makes a further account for whoever has the shell of the service: there is no other administrator of a deployment, so no
 * right is asked for (RULINGS 18).
 *
 * @throws Failure as `createAccount`
 */
export async function addAccount(deployment: Deployment, wanted: NewAccount): Promise<AddedAccount> {
  const actor = { system: 'keyward account create' } as const;
  const { account, member, token, bearerToken } = await createAccount(deployment, wanted, actor);
  const { id, key } = account;
  return { id, key, email: member.email, bearerToken, expiresAt: token.expiresAt };
}
