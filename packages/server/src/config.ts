/**
 * Every setting of the server, read in one place. The environment and the flags of `keyward serve` name the same
 * settings; a flag wins. `docs/settings.md` describes each, held to this list by a test.
 */
import { isIP } from 'node:net';
import { isAddressRange } from './address-ranges.ts';
import { type CheckpointConfig, readCheckpointConfig } from './audit/checkpoint-config.ts';
import { ConfigRefused } from './config-refused.ts';
import { DATABASE_SETTINGS, type DatabaseConfig, readDatabaseConfig } from './database-config.ts';
import type { GatewayRoute } from './gateway-routes/gateway-route.ts';
import { readRouteFile } from './gateway-routes/read-route-file.ts';
import { type MailConfig, readMailConfig } from './mail/mail-config.ts';
import { RATE_LIMIT_SETTINGS, type RateLimitConfig, readRateLimits } from './rate-limit-config.ts';
import { DEFAULT_TOKEN_PREFIX, isTokenPrefix } from './tokens/token-format.ts';
import type { CacheLimits } from './verification/principal-cache.ts';
import { readVerificationConfig } from './verification/verification-config.ts';

export { ConfigRefused };

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export interface Config {
  /** Not used with a database elsewhere. */
  readonly dataDirectory: string;
  /** Where the data is, when it is in PostgreSQL and not in the data directory. */
  readonly database: DatabaseConfig | undefined;
  /** Where the pepper comes from; undefined: the file in the data directory. */
  readonly pepperSource: { readonly base64: string } | { readonly file: string } | undefined;
  /** Where the pepper before it comes from, while it is rotated; undefined: the file in the data directory, if there is one. */
  readonly previousPepperSource: Config['pepperSource'];
  /** The file that what has ended is written to, outside the database; undefined: none. */
  readonly revocationJournal: string | undefined;
  /** Where the audit log is signed; undefined with a database elsewhere, unless both files are named. */
  readonly audit: CheckpointConfig | undefined;
  readonly host: string;
  readonly port: number;
  readonly metricsPort: number | undefined;
  /** How many processes share the port; undefined: one, which nobody supervises. */
  readonly workers: number | undefined;
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | undefined;
  readonly allowInsecureHttp: boolean;
  /** The address under which people reach the service, without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Addresses and CIDR ranges of proxies whose forwarded headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Routes of APIs behind gateways by the id of their account, beside those that the API keeps. */
  readonly gatewayRoutes: ReadonlyMap<string, readonly GatewayRoute[]>;
  /** The first is used for new secrets, all are accepted. */
  readonly tokenPrefixes: readonly [string, ...string[]];
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Where mail goes out; undefined: none is sent. */
  readonly mail: MailConfig | undefined;
  readonly rateLimits: RateLimitConfig;
  /** For how long a node may answer from memory without having heard of changes. */
  readonly maxStalenessMs: number;
  /** How much a node keeps in memory of what secrets lead to. */
  readonly principalCache: CacheLimits;
}

/** What the flags of `keyward serve` and `keyward init` may say. */
export interface ConfigFlags {
  readonly data?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly metricsPort?: string | undefined;
  readonly workers?: string | undefined;
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly insecureHttp?: boolean | undefined;
}

/** Settings of the environment, in the order of the documentation. */
export const SETTINGS = [
  'KEYWARD_DATA',
  'KEYWARD_DATABASE_URL',
  ...DATABASE_SETTINGS,
  'KEYWARD_PEPPER',
  'KEYWARD_PEPPER_FILE',
  'KEYWARD_PEPPER_PREVIOUS',
  'KEYWARD_PEPPER_PREVIOUS_FILE',
  'KEYWARD_REVOCATION_JOURNAL',
  'KEYWARD_AUDIT_CHECKPOINTS',
  'KEYWARD_AUDIT_KEY_FILE',
  'KEYWARD_AUDIT_CHECKPOINT_SECONDS',
  'KEYWARD_HOST',
  'KEYWARD_PORT',
  'KEYWARD_PUBLIC_URL',
  'KEYWARD_TRUSTED_PROXIES',
  'KEYWARD_GATEWAY_ROUTES',
  'KEYWARD_TOKEN_PREFIX',
  'KEYWARD_MAX_STALENESS_MS',
  'KEYWARD_CACHE_ENTRIES',
  'KEYWARD_CACHE_MEGABYTES',
  'KEYWARD_LOG_LEVEL',
  'KEYWARD_SMTP_URL',
  'KEYWARD_MAIL_FROM',
  ...(Object.keys(RATE_LIMIT_SETTINGS) as (keyof typeof RATE_LIMIT_SETTINGS)[]),
] as const;

/** Read by the client verbs of the command line; the server knows and ignores them. */
export const CLIENT_SETTINGS = [
  'KEYWARD_URL',
  'KEYWARD_ACCESS_TOKEN',
  'KEYWARD_ACCESS_TOKEN_FILE',
  'KEYWARD_PROFILE',
  'KEYWARD_KEYRING',
] as const;

const MAX_WORKERS = 64;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigRefused */
export function readConfig(environment: Environment, flags: ConfigFlags = {}): Config {
  refuseUnknown(environment);
  const setting = (name: (typeof SETTINGS)[number]) => environment[name] || undefined;

  const directory = flags.data ?? setting('KEYWARD_DATA');
  const host = flags.host ?? setting('KEYWARD_HOST') ?? '127.0.0.1';
  if (!isHostName(host)) throw refusal('KEYWARD_HOST', '--host', `\`${host}\` is no address or host name`);
  const dataDirectory = directory ?? '.keyward';
  const database = readDatabaseConfig(
    flags.databaseUrl ?? setting('KEYWARD_DATABASE_URL'),
    setting,
    directory !== undefined,
  );
  const config: Config = {
    dataDirectory,
    database,
    audit: readCheckpointConfig(setting, database === undefined ? dataDirectory : undefined),
    pepperSource: readPepperSource(setting, 'KEYWARD_PEPPER', 'KEYWARD_PEPPER_FILE'),
    previousPepperSource: readPepperSource(
      setting,
      'KEYWARD_PEPPER_PREVIOUS',
      'KEYWARD_PEPPER_PREVIOUS_FILE',
    ),
    revocationJournal: setting('KEYWARD_REVOCATION_JOURNAL'),
    host,
    port: readPort('KEYWARD_PORT', '--port', flags.port ?? setting('KEYWARD_PORT') ?? '8080'),
    metricsPort:
      flags.metricsPort === undefined ? undefined : readPort(undefined, '--metrics-port', flags.metricsPort),
    workers: readWorkers(flags.workers, database !== undefined),
    tls: readTls(flags.tlsCert, flags.tlsKey),
    allowInsecureHttp: flags.insecureHttp ?? false,
    publicUrl: readPublicUrl(setting('KEYWARD_PUBLIC_URL')),
    trustedProxies: readProxies(setting('KEYWARD_TRUSTED_PROXIES')),
    gatewayRoutes: readRouteFile(setting('KEYWARD_GATEWAY_ROUTES')),
    tokenPrefixes: readPrefixes(setting('KEYWARD_TOKEN_PREFIX')),
    logLevel: readLogLevel(setting('KEYWARD_LOG_LEVEL')),
    mail: readMailConfig(setting('KEYWARD_SMTP_URL'), setting('KEYWARD_MAIL_FROM')),
    rateLimits: readRateLimits(setting),
    ...readVerificationConfig(setting),
  };
  refuseOpenHttp(config);
  refuseLinksToNowhere(config);
  return config;
}

/** Whether TLS ends at a proxy before the service: then only the listed proxies may connect. */
export function isBehindTlsProxy(config: Config): boolean {
  return (
    config.tls === undefined &&
    config.trustedProxies.length > 0 &&
    (config.publicUrl?.startsWith('https:') ?? false)
  );
}

/** Whether people may sign in over plain http: then no browser would keep a cookie that asks for https. */
export function isPlainHttpAccepted(config: Config): boolean {
  return (
    config.allowInsecureHttp && config.tls === undefined && !(config.publicUrl?.startsWith('https:') ?? false)
  );
}

function refuseUnknown(environment: Environment): void {
  const known: readonly string[] = [...SETTINGS, ...CLIENT_SETTINGS];
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith('KEYWARD_') && !known.includes(name),
  );
  if (unknown.length === 0) return;
  throw new ConfigRefused(
    `unknown setting ${unknown.map((name) => `\`${name}\``).join(', ')}; this version knows ${SETTINGS.join(', ')}`,
  );
}

function readPepperSource(
  setting: (name: (typeof SETTINGS)[number]) => string | undefined,
  name: 'KEYWARD_PEPPER' | 'KEYWARD_PEPPER_PREVIOUS',
  fileName: 'KEYWARD_PEPPER_FILE' | 'KEYWARD_PEPPER_PREVIOUS_FILE',
): Config['pepperSource'] {
  const [base64, file] = [setting(name), setting(fileName)];
  if (base64 !== undefined && file !== undefined) {
    throw new ConfigRefused(`\`${name}\` and \`${fileName}\` are both set; give one of them`);
  }
  if (base64 !== undefined) return { base64 };
  return file === undefined ? undefined : { file };
}

function readPort(name: string | undefined, flag: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw refusal(name, flag, `\`${text}\` is no port; give a number from 0 to 65535`);
}

function readWorkers(text: string | undefined, isShared: boolean): number | undefined {
  if (text === undefined) return undefined;
  const workers = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (workers < 1 || workers > MAX_WORKERS) {
    throw refusal(undefined, '--workers', `\`${text}\` is no number of workers; give 1 to ${MAX_WORKERS}`);
  }
  if (isShared) return workers;
  throw refusal(
    undefined,
    '--workers',
    'one process at a time may open a data directory; give a PostgreSQL database by `KEYWARD_DATABASE_URL` or `--database-url` (`keyward db copy` moves the data there), or leave `--workers` out',
  );
}

function readTls(certificateFile: string | undefined, keyFile: string | undefined): Config['tls'] {
  if (certificateFile === undefined && keyFile === undefined) return undefined;
  if (certificateFile === undefined || keyFile === undefined) {
    throw new ConfigRefused('`--tls-cert` and `--tls-key` belong together; give both files');
  }
  return { certificateFile, keyFile };
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && url.pathname === '/' && url.search === '' && url.hash === '';
  if (!isOrigin || !['http:', 'https:'].includes(url.protocol) || url.username !== '') {
    throw refusal(
      'KEYWARD_PUBLIC_URL',
      undefined,
      'this is no such address; give scheme, host and port only, such as `https://tokens.example.com`',
    );
  }
  return url.origin;
}

function readProxies(text: string | undefined): readonly string[] {
  const proxies = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const proxy of proxies) {
    if (!isAddressRange(proxy)) {
      throw refusal(
        'KEYWARD_TRUSTED_PROXIES',
        undefined,
        `\`${proxy}\` is no address or CIDR range; give a comma list such as \`10.0.0.0/8,192.0.2.7\``,
      );
    }
  }
  return proxies;
}

function readPrefixes(text: string | undefined): readonly [string, ...string[]] {
  const [first = DEFAULT_TOKEN_PREFIX, ...others] = (text ?? DEFAULT_TOKEN_PREFIX)
    .split(',')
    .map((part) => part.trim());
  for (const prefix of [first, ...others]) {
    if (isTokenPrefix(prefix)) continue;
    throw refusal(
      'KEYWARD_TOKEN_PREFIX',
      undefined,
      `\`${prefix}\` is no prefix; give 2 to 12 lower-case letters and digits that begin with a letter, or \`api-\``,
    );
  }
  return [first, ...others];
}

function readLogLevel(text: string | undefined): Config['logLevel'] {
  const level = LOG_LEVELS.find((candidate) => candidate === (text ?? 'info'));
  if (level !== undefined) return level;
  throw refusal(
    'KEYWARD_LOG_LEVEL',
    undefined,
    `\`${text}\` is no level; give one of ${LOG_LEVELS.join(', ')}`,
  );
}

/** Mails hold links, which must lead somewhere. */
function refuseLinksToNowhere({ mail, publicUrl }: Config): void {
  if (mail === undefined || publicUrl !== undefined) return;
  throw new ConfigRefused('`KEYWARD_SMTP_URL` needs `KEYWARD_PUBLIC_URL`: the links in mails begin with it');
}

/** Secrets in clear text on a network are refused unless somebody says so. */
function refuseOpenHttp(config: Config): void {
  const isPrivate = isLoopback(config.host) || config.tls !== undefined || isBehindTlsProxy(config);
  if (isPrivate || config.allowInsecureHttp) return;
  throw new ConfigRefused(
    `\`${config.host}\` would take secrets over plain http; give \`--tls-cert\` and \`--tls-key\`, or set \`KEYWARD_PUBLIC_URL\` (https) and \`KEYWARD_TRUSTED_PROXIES\` for a proxy that ends TLS, or accept it with \`--insecure-http\``,
  );
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function isHostName(host: string): boolean {
  return isIP(host) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(host);
}

function refusal(name: string | undefined, flag: string | undefined, sentence: string): ConfigRefused {
  const places = [name, flag].filter((place) => place !== undefined);
  return new ConfigRefused(`${places.map((place) => `\`${place}\``).join(' or ')}: ${sentence}`);
}
