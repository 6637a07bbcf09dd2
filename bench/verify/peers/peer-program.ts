/** The side of a program that is measured: it is told how many keys to hold, says where it listens, and verifies in process when asked. */

export interface PeerReady {
  readonly port: number;
  /** One of the keys. */
  readonly secret: string;
}

export interface PeerAsked {
  readonly verifications: number;
}

export interface PeerMeasured {
  readonly microsecondsEach: number;
}

/** So many verifications are under way at once, as in a server: a database answers several together. */
const AT_ONCE = 16;
/** A prime: keys are visited in an order that no memory of the processor foresees. */
const STRIDE = 7_919;

/** @param verify fails, at once or later, unless the key works */
export function servePeer(
  secrets: readonly string[],
  port: number,
  verify: (secret: string) => unknown,
): void {
  process.on('message', async ({ verifications }: PeerAsked) => {
    const startedAt = performance.now();
    let next = 0;
    const work = async () => {
      while (next < verifications) {
        const verified = verify(secrets[(next++ * STRIDE) % secrets.length] ?? '');
        // What has its answer at once is not made to wait for it.
        if (verified instanceof Promise) await verified;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const microsecondsEach = ((performance.now() - startedAt) * 1_000) / verifications;
    process.send?.({ microsecondsEach } satisfies PeerMeasured);
  });
  process.send?.({ port, secret: secrets[0] ?? '' } satisfies PeerReady);
}
