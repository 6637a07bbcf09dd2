import type { Fetch } from '@keyward/sdk';
import { tell } from '../print.ts';

export const VERSION = '0.1.0';

/**
 * A `fetch` that names the command line: whoever looks at a token sees by which program it was used. With `verbose` each call is told of on
 * stderr, by what is no secret: no header, no body and no query.
 */
export function programFetch({ verbose = false }: { readonly verbose?: boolean }): Fetch {
  return async (url, init) => {
    const headers = new Headers(init.headers);
    headers.set('user-agent', `keyward-cli/${VERSION}`);
    const began = performance.now();
    const told = (outcome: string, requestId: string | null = null) => {
      if (!verbose) return;
      const call = `${init.method ?? 'GET'} ${new URL(url).pathname}: ${outcome}`;
      const took = `${Math.round(performance.now() - began)} ms`;
      tell(requestId === null ? `${call}, ${took}` : `${call}, ${took}, request ${requestId}`);
    };
    try {
      const answer = await fetch(url, { ...init, headers });
      told(String(answer.status), answer.headers.get('x-request-id'));
      return answer;
    } catch (error) {
      told('no answer');
      throw error;
    }
  };
}
