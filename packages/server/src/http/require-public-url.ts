import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';

/**
 * Addresses that programs rely on are never made from the header `Host`, which whoever calls may choose.
 *
 * @throws Failure `not_found`
 */
export function requirePublicUrl({ publicUrl }: Pick<Deployment, 'publicUrl'>): string {
  if (publicUrl !== undefined) return publicUrl;
  throw new Failure('not_found', 'This service does not know its public address', {
    hint: 'set `KEYWARD_PUBLIC_URL` and start it again',
  });
}
