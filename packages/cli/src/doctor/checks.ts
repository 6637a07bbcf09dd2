import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ClientFlags } from '../client/client-flags.ts';
import { programFetch } from '../client/program-fetch.ts';
import { serviceNowMs } from '../client/service-now.ts';
import { moment } from '../output/cells.ts';
import { configPath, credentialsPath } from '../profile/config-paths.ts';
import { isOpenToOthers } from '../profile/private-file.ts';
import type { Target } from '../profile/resolve-target.ts';

export interface Finding {
  readonly result: 'ok' | 'note' | 'bad';
  readonly what: string;
}

interface Check {
  readonly check: string;
  /** Whether nothing after it can be looked at when it is bad. */
  readonly isVital?: boolean;
  look(target: Target, flags: ClientFlags): Promise<Finding>;
}

const MS_PER_SECOND = 1000;
/** Ends and overlaps are given in hours and days; a minute of skew begins to show. */
const SKEW_LIMIT_MS = 60_000;
const SOON_MS = 7 * 86_400_000;

export const CHECKS: readonly Check[] = [
  { check: 'files', look: async () => lookAtFiles() },
  { check: 'address', look: lookAtAddress, isVital: true },
  { check: 'service', look: lookAtService, isVital: true },
  { check: 'clock', look: lookAtClock },
  { check: 'token', look: lookAtToken },
];

function lookAtFiles(): Finding {
  const open = [configPath(), credentialsPath()].filter(isOpenToOthers);
  if (open.length === 0) return ok(`\`${configPath()}\` and the credentials beside it`);
  return bad(`others may read ${open.map((path) => `\`${path}\``).join(' and ')}; run \`chmod 600\` on it`);
}

async function lookAtAddress({ url }: Target): Promise<Finding> {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await addressesOf(host);
  if (addresses.length === 0) return bad(`no address is known for \`${host}\``);
  const isLocal = addresses.every((address) => /^(?:127\.|::1$)/.test(address));
  const found = `\`${url}\` (${addresses.join(', ')})`;
  return protocol === 'http:' && !isLocal
    ? note(`${found}: plain http shows the token to the network`)
    : ok(found);
}

async function lookAtService({ url }: Target, flags: ClientFlags): Promise<Finding> {
  const answer = await probe(`${url}/readyz`, flags);
  if (answer instanceof Error) return bad(`no answer: ${wordsOf(answer)}`);
  return answer.ok ? ok('answers, and is ready') : bad(`answers ${answer.status} to \`/readyz\``);
}

async function lookAtClock({ url }: Target, flags: ClientFlags): Promise<Finding> {
  const answer = await probe(`${url}/healthz`, flags);
  const date = answer instanceof Error ? null : answer.headers.get('date');
  if (date === null) return note('the service does not say what time it is');
  const skewMs = Date.now() - Date.parse(date);
  const skew = `${Math.round(Math.abs(skewMs) / MS_PER_SECOND)} s ${skewMs < 0 ? 'behind' : 'ahead of'} the service`;
  return Math.abs(skewMs) > SKEW_LIMIT_MS ? bad(`this machine is ${skew}; set its clock`) : ok(skew);
}

async function lookAtToken({ url, accessToken, source }: Target, flags: ClientFlags): Promise<Finding> {
  if (accessToken === undefined) return bad('there is none; run `keyward login`');
  const { createKeyward } = await import('@keyward/sdk');
  const keyward = createKeyward({
    url,
    accessToken,
    timeoutMs: flags.timeout * MS_PER_SECOND,
    maxRetries: 0,
    fetch: programFetch(flags),
  });
  try {
    const { tokenName, tokenId } = await keyward.service.callerIdentity();
    const end = keyward.tokenExpiresAt;
    const what = `\`${tokenName || tokenId}\`, from ${source}${end === undefined ? '' : `, until ${moment(end)}`}`;
    return end !== undefined && end - (await serviceNowMs(keyward)) < SOON_MS
      ? note(`${what}: it ends soon`)
      : ok(what);
  } catch (error) {
    return bad(`the one from ${source} does not work: ${wordsOf(error)}`);
  }
}

async function probe(url: string, flags: ClientFlags): Promise<Response | Error> {
  try {
    return await programFetch(flags)(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(flags.timeout * MS_PER_SECOND),
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

/** `fetch` says what it means in the cause. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown error';
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}

function ok(what: string): Finding {
  return { result: 'ok', what };
}

function note(what: string): Finding {
  return { result: 'note', what };
}

function bad(what: string): Finding {
  return { result: 'bad', what };
}
