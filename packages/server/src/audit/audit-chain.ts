import { hash } from 'node:crypto';

/** Every column of an entry but its own hash, as it is stored. */
export interface ChainedEntry {
  readonly accountId: string;
  /** The place of the entry in the chain of its account, from 1 on without a gap. */
  readonly position: number;
  readonly number: number;
  readonly id: string;
  readonly at: number;
  readonly action: string;
  readonly resource: string;
  readonly typeChain: string;
  readonly name: string;
  readonly description: string;
  readonly record: string;
  readonly details: string | null;
}

/** The end of a chain: where the next entry goes, and what it holds on to. */
export interface ChainHead {
  readonly position: number;
  readonly hash: Uint8Array;
}

/** Before the first entry of an account. */
export const CHAIN_START: ChainHead = { position: 0, hash: new Uint8Array(32) };

/** Named in what is hashed, so that another form can never be taken for this one. Entries are hashed in it for good. */
const FORM = 'keyward audit entry 1';

/** What the next entry of the account holds on to: SHA-256 over the hash before it and every column, as a JSON list. */
export function chainHash(previousHash: Uint8Array, entry: ChainedEntry): Uint8Array {
  const form = JSON.stringify([
    FORM,
    Buffer.from(previousHash).toString('hex'),
    entry.accountId,
    entry.position,
    entry.number,
    entry.id,
    entry.at,
    entry.action,
    entry.resource,
    entry.typeChain,
    entry.name,
    entry.description,
    entry.record,
    entry.details,
  ]);
  return hash('sha256', form, 'buffer');
}
