import type { TestContext } from 'node:test';
import type { TestService } from './test-service.ts';

/** Lets something happen after the next call was judged and before its transaction begins. */
export function beforeNextChange(t: TestContext, { deployment }: TestService, between: () => unknown): void {
  const { store } = deployment;
  const { change } = store;
  const paused = t.mock.method(store, 'change', async (...words: Parameters<typeof change>) => {
    paused.mock.restore();
    await between();
    return change(...words);
  });
}
