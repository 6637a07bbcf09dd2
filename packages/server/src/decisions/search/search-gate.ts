import { Failure } from '../../failure.ts';
import { Gate } from '../../gate.ts';

const LIMITS = { atOnce: 4, waiting: 32 } as const;

const gate = new Gate(
  LIMITS,
  () =>
    new Failure('service_unavailable', 'Too many searches run at once. Try again later.', {
      retryAfterSeconds: 1,
    }),
);

/**
 * Runs a search when its turn comes: each reads and decides a great deal, though in small pieces.
 *
 * @throws Failure `service_unavailable` when too many wait already
 */
export function inTurn<T>(search: () => Promise<T>): Promise<T> {
  return gate.pass(search);
}
