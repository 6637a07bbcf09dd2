import { KeywardError, type Verifier } from '../../packages/sdk/src/verifier/index.ts';
import { type Door, IDENTITY } from './door.ts';

/** A verifier of the SDK, in the process of an API. */
export function verifierDoor(index: number, verifier: Verifier): Door {
  return {
    index,
    async ask({ secret, path }) {
      try {
        const { outcome } = await (path === IDENTITY
          ? verifier.verify(secret)
          : verifier.authorize(secret, {
              action: 'viewRole',
              resource: `role/${path.slice(path.lastIndexOf('/') + 1)}`,
            }));
        return outcome === 'verified' || outcome === 'allowed' ? 'works' : 'refused';
      } catch (error) {
        if (!(error instanceof KeywardError)) throw error;
        return 'unknown';
      }
    },
  };
}
