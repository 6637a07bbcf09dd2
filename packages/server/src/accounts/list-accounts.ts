import type { Deployment } from '../deployment/deployment.ts';

/** An account as the operator sees it on the shell. */
export interface AccountSummary {
  readonly id: string;
  readonly key: string;
  readonly organization: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Living members and tokens. */
  readonly members: number;
  readonly tokens: number;
}

/** All accounts of the deployment, the oldest first: for whoever has its shell, over no network. */
export function listAccounts({ store }: Deployment): Promise<readonly AccountSummary[]> {
  return store.reads.accounts.listAccounts();
}
