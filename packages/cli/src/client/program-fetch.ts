import type { Fetch } from '@keyward/sdk';

export const VERSION = '0.1.0';

/** A `fetch` that names the command line: whoever looks at a token sees by which program it was used. */
export const programFetch: Fetch = (url, init) => {
  const headers = new Headers(init.headers);
  headers.set('user-agent', `keyward-cli/${VERSION}`);
  return fetch(url, { ...init, headers });
};
