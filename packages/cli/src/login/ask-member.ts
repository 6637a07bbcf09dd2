import { hostname } from 'node:os';
import { programFetch } from '../client/program-fetch.ts';
import { Refusal } from '../client/refusal.ts';
import { tell } from '../print.ts';
import type { AccessSecret } from '../profile/credentials.ts';
import { asAccessSecret } from '../profile/resolve-target.ts';
import { awaitDecision } from './await-decision.ts';
import type { LoginFlags } from './login.ts';
import { openBrowser } from './open-browser.ts';

const MS_PER_SECOND = 1000;
const DEVICE_NAME_LIMIT = 80;

export interface LetIn {
  readonly accessToken: AccessSecret;
  readonly tokenId: string;
  readonly tokenName: string;
}

/** Has a member let this program in from a browser, on any machine (RFC 8628). */
export async function askMember(url: string, flags: LoginFlags): Promise<LetIn> {
  const { createKeyward } = await import('@keyward/sdk');
  // A session without a cookie: nobody has proved anything yet.
  const { sessions } = createKeyward({
    url,
    session: true,
    timeoutMs: flags.timeout * MS_PER_SECOND,
    fetch: programFetch(flags),
  });
  const codes = await sessions.requestDevice({
    deviceName: deviceName(),
    ...(flags.role !== undefined && { role: flags.role }),
    ...(flags.expires !== undefined && { lifeSeconds: flags.expires / MS_PER_SECOND }),
  });
  const page = pageOn(url, codes.verificationUriComplete);
  tell(`Your code: ${codes.userCode}`);
  tell(`open ${page} and approve it there, within ${codes.expiresIn / 60} minutes`);
  if (flags.browser && process.stdin.isTTY && process.stderr.isTTY) openBrowser(page);
  const token = await awaitDecision(codes, (deviceCode) => sessions.redeemDevice(deviceCode));
  return {
    accessToken: asAccessSecret(token.token, 'the answer of the service'),
    tokenId: token._id,
    tokenName: token.name ?? '',
  };
}

/** What people know this machine by; the page shows it, so it is one line of plain text. */
function deviceName(): string {
  const name = hostname()
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  return name.slice(0, DEVICE_NAME_LIMIT) || 'a machine without a name';
}

/** A service that does not know its own address says where the page is on it. */
function pageOn(url: string, page: string): string {
  const address = URL.canParse(page) ? new URL(page) : new URL(`${url}${page}`);
  if (/^https?:$/.test(address.protocol)) return address.href;
  throw new Refusal('not_working', 'the service named a page that no browser opens');
}
