import type { StoredAuditEntry } from '../storage/audit-store.ts';
import { CHAIN_START, type ChainHead, chainHash } from './audit-chain.ts';
import type { Checkpoint } from './checkpoint.ts';

/** What is wrong with an entry, or with what should be there. */
export type Fault =
  /** It is not what was written: a column or the hash is another, or it was put in later. */
  | 'changed'
  /** Entries that were before it are gone. */
  | 'missing'
  /** It stands at another place than where it was written. */
  | 'reordered'
  /** The end of the log is gone: a checkpoint knows it. */
  | 'truncated'
  /** The log agrees with itself and not with a checkpoint: it was written anew. */
  | 'rewritten';

export interface BrokenEntry {
  readonly accountId: string;
  readonly fault: Fault;
  /** The place in the chain of the account. */
  readonly position: number;
  readonly number: number;
  /** Absent: the entry is not there. */
  readonly id?: string;
}

/** Where a restore went back to, as it was signed. */
export interface Fork {
  readonly epoch: string;
  readonly at: number;
  /** How many entries the log had there. */
  readonly count: number;
  /** How many entries beyond it had been signed: they were given up. */
  readonly lost: number;
}

/** The state of a chain as far as it was read. */
export interface VerifiedChain {
  readonly accountId: string;
  readonly entries: number;
  /** The newest checkpoint that the chain agrees with. */
  readonly checkpoint?: Checkpoint;
  readonly forks: readonly Fork[];
  /** The first entry that is bad; what follows was not looked at. */
  readonly broken?: BrokenEntry;
}

interface Chain {
  head: ChainHead;
  /** The checkpoints still to come, by number. */
  expected: Checkpoint[];
  readonly forks: Fork[];
  checkpoint?: Checkpoint;
  broken?: BrokenEntry;
}

/** Follows the chains of many accounts through their entries in the order of their numbers. */
export class ChainVerifier {
  readonly #chains = new Map<string, Chain>();

  /** @param checkpoints whose signatures were found right, in the order in which they were signed */
  constructor(checkpoints: readonly Checkpoint[]) {
    for (const checkpoint of checkpoints) {
      const chain = this.#chainOf(checkpoint.account);
      if (checkpoint.epoch !== undefined) giveUp(chain, { ...checkpoint, epoch: checkpoint.epoch });
      if (checkpoint.count > 0) chain.expected.push(checkpoint);
    }
    for (const { expected } of this.#chains.values()) expected.sort((a, b) => a.number - b.number);
  }

  add(entry: StoredAuditEntry): void {
    const chain = this.#chainOf(entry.accountId);
    if (chain.broken !== undefined) return;
    const fault = faultOf(entry, chain);
    if (fault !== undefined) {
      const { accountId, position, number, id } = entry;
      chain.broken = { accountId, fault, position, number, id };
      return;
    }
    chain.head = entry;
    this.#meetCheckpoints(chain, entry);
  }

  /** To be called once, when no entry is left. */
  finish(): readonly VerifiedChain[] {
    return Array.from(this.#chains, ([accountId, { head, expected, forks, checkpoint, broken }]) => {
      const [missed] = expected;
      const truncated: BrokenEntry | undefined = missed && {
        accountId,
        fault: 'truncated',
        position: missed.count,
        number: missed.number,
      };
      const first = broken ?? truncated;
      return {
        accountId,
        entries: head.position,
        forks,
        ...(checkpoint && { checkpoint }),
        ...(first && { broken: first }),
      };
    });
  }

  #meetCheckpoints(chain: Chain, { accountId, number, position, hash, id }: StoredAuditEntry): void {
    const hex = Buffer.from(hash).toString('hex');
    for (let [next] = chain.expected; next !== undefined && next.number <= number; [next] = chain.expected) {
      if (next.number < number || next.hash !== hex || next.count !== position) {
        chain.broken = { accountId, fault: 'rewritten', position, number, id };
        return;
      }
      chain.checkpoint = next;
      chain.expected.shift();
    }
  }

  #chainOf(accountId: string): Chain {
    const known = this.#chains.get(accountId);
    if (known !== undefined) return known;
    const chain: Chain = { head: CHAIN_START, expected: [], forks: [] };
    this.#chains.set(accountId, chain);
    return chain;
  }
}

/** What a restore went back behind is no longer expected. */
function giveUp(chain: Chain, { epoch, at, count }: Checkpoint & { readonly epoch: string }): void {
  const furthest = Math.max(count, ...chain.expected.map((each) => each.count));
  chain.expected = chain.expected.filter((each) => each.count <= count);
  chain.forks.push({ epoch, at, count, lost: furthest - count });
}

function faultOf(entry: StoredAuditEntry, { head }: Chain): Fault | undefined {
  if (entry.position > head.position + 1) return 'missing';
  if (entry.position <= head.position) return 'reordered';
  const isSame =
    entry.hash instanceof Uint8Array && Buffer.from(chainHash(head.hash, entry)).equals(entry.hash);
  return isSame ? undefined : 'changed';
}
