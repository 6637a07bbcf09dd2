import type { Fetch } from '@keyward/sdk';
import { printJson, tell } from '../print.ts';

/** The call that would have changed something. */
export interface WithheldCall {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** The code of the failure with which a verb that was only to be tried ends. */
export const DRY_RUN = 'dry_run';

/** Calls by POST that change nothing. */
const READS = ['/api/v2/auditlog', '/api/v2/tokens/lookup'];

/** A `fetch` that sends what reads, and hands over what would change something instead of sending it. */
export function fetchWithoutChanges(send: Fetch, withhold: (call: WithheldCall) => never): Fetch {
  return async (url, init) => {
    const { method = 'GET', body } = init;
    const { pathname, search } = new URL(url);
    const isRead = method === 'GET' || method === 'HEAD' || READS.some((path) => pathname.endsWith(path));
    if (isRead) return send(url, init);
    return withhold({
      method,
      path: pathname + search,
      ...(typeof body === 'string' && { body: JSON.parse(body) as unknown }),
    });
  };
}

export function isDryRun(error: unknown): error is Error & { readonly cause: WithheldCall } {
  return error instanceof Error && 'code' in error && error.code === DRY_RUN;
}

export function printDryRun({ cause }: { readonly cause: WithheldCall }): void {
  printJson(cause);
  tell('nothing was changed: this is the call without `--dry-run`');
}
