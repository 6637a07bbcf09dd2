import type { Deployment } from '../deployment/deployment.ts';
import { peppersOf } from './secret-digest.ts';

/** How many secrets that may work are stored under a pepper. The id tells nothing of the pepper. */
export interface PepperStatus {
  readonly id: string;
  readonly use: 'current' | 'previous';
  readonly secrets: number;
}

/**
 * What the rotation of the pepper still waits for: it is done when no secret needs the previous one. What was used in the last
 * half minute may not have moved yet.
 */
export async function pepperStatus({ store, clock, pepper }: Deployment): Promise<readonly PepperStatus[]> {
  const uses = await store.countSecretsByPepper(clock.now());
  return peppersOf(pepper).map(({ id }) => ({
    id,
    use: id === pepper.id ? 'current' : 'previous',
    secrets: uses.find(({ pepperId }) => pepperId === id)?.secrets ?? 0,
  }));
}
