import { ConfigRefused } from '../config-refused.ts';

export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS when the server offers it. */
  readonly isTls: boolean;
  readonly credentials: { readonly user: string; readonly password: string } | undefined;
  /** The sender of every mail. */
  readonly from: string;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };
const ADDRESS = /^[^\s@<>]+@[^\s@<>]+$/;
const NAME_AND_ADDRESS = /^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$/;

/**
 * Reads the settings of mail. They come together or not at all.
 *
 * @throws ConfigRefused that names the setting; never its value, which may hold a password
 */
export function readMailConfig(url: string | undefined, from: string | undefined): MailConfig | undefined {
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined || from === undefined) {
    throw new ConfigRefused(
      '`KEYWARD_SMTP_URL` and `KEYWARD_MAIL_FROM` belong together; give the mail server and the sender of its mail',
    );
  }
  if (!ADDRESS.test(from) && !NAME_AND_ADDRESS.test(from)) {
    throw new ConfigRefused(
      '`KEYWARD_MAIL_FROM`: this is no sender; give an address such as `keyward@example.com` or `Keyward <keyward@example.com>`',
    );
  }
  return { ...readSmtpUrl(url), from };
}

function readSmtpUrl(text: string): Omit<MailConfig, 'from'> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const defaultPort = DEFAULT_PORTS[url?.protocol ?? ''];
  const isBare = url?.search === '' && url.hash === '' && ['', '/'].includes(url.pathname);
  const user = decoded(url?.username ?? '');
  const password = decoded(url?.password ?? '');
  const isWhole = (user === '') === (password === '') && user !== undefined && password !== undefined;
  if (url === undefined || defaultPort === undefined || url.hostname === '' || !isBare || !isWhole) {
    throw new ConfigRefused(
      '`KEYWARD_SMTP_URL`: this is no mail server; give `smtps://user:password@host:465` or `smtp://host:587`, with special characters of user and password percent-encoded',
    );
  }
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? defaultPort : Number(url.port),
    isTls: url.protocol === 'smtps:',
    credentials: user === '' ? undefined : { user, password },
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
