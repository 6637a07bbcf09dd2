import type { ResourceType } from '@keyward/policy';
import type { Principal } from '../verification/principal.ts';

/** Every resource type that policies of the account may name: those built in, then its own. */
export function listResourceTypes({ types }: Principal): readonly ResourceType[] {
  return [...types.catalogue.types.values()];
}
