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

/**
 * What a secret leads to, ready for decisions. What each decision reads stands first, and without an end it holds no number that V8
 * would keep apart from the object.
 */
export interface KnownPrincipal {
  /** The moment up to which it was true when it was loaded, rounded down. */
  readonly knownSince: number;
  /** `worksUntil` of the principal. */
  readonly endsAt: number | null;
  readonly rights: Rights;
  readonly allowedIps: readonly string[];
  readonly principal: Principal;
  /** Where its uses were gathered last, so that each is found without a search. */
  use: Use | undefined;
  readonly secretId: string;
  readonly dependsOn: readonly string[];
  /** About how much memory it takes. */
  readonly bytes: number;
}
