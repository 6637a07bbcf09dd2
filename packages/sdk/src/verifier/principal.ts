import type { Rights } from '@keyward/policy';
import type { Use } from './use-reports.ts';

/** Whose secret it is. */
export interface Principal {
  readonly tokenId: string;
  readonly name: string;
  readonly kind: 'personal' | 'service';
  readonly accountId: string;
  /** The holder of a personal token. */
  readonly memberId?: string;
  readonly tags: readonly string[];
  /** When the token, or this secret of it, ends, in milliseconds since 1970; null: it has no end. */
  readonly worksUntil: number | null;
}

/** What a secret leads to, ready for decisions. */
export interface KnownPrincipal {
  readonly principal: Principal;
  readonly secretId: string;
  readonly allowedIps: readonly string[];
  readonly rights: Rights;
  readonly dependsOn: readonly string[];
  /** `worksUntil` of the principal; infinite without an end. */
  readonly endsAt: number;
  /** The moment up to which it was true when it was loaded. */
  readonly knownSince: number;
  /** About how much memory it takes. */
  readonly bytes: number;
  /** Where its uses were gathered last, so that each is found without a search. */
  use: Use | undefined;
}
