import type { Deployment } from '../deployment/deployment.ts';
import { peppersOf } from './secret-digest.ts';

/** How many secrets that may work are stored under a pepper. The id tells nothing of the pepper. */
export interface PepperStatus {
  readonly id: string;
  readonly use: 'current' | 'previous';
  readonly secrets: number;
}

/** What the rotation of the pepper still waits for: it is done when no secret needs the previous one. */
export async function pepperStatus(deployment: Deployment): Promise<readonly PepperStatus[]> {
  const { store, clock, pepper } = deployment;
  await deployment.redigests.flush();
  const uses = await store.countSecretsByPepper(clock.now());
  return peppersOf(pepper).map(({ id }) => ({
    id,
    use: id === pepper.id ? 'current' : 'previous',
    secrets: uses.find(({ pepperId }) => pepperId === id)?.secrets ?? 0,
  }));
}
