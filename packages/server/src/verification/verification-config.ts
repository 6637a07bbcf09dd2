import { ConfigRefused } from '../config-refused.ts';
import type { CacheLimits } from './principal-cache.ts';

interface NumberSetting {
  readonly name: 'KEYWARD_MAX_STALENESS_MS' | 'KEYWARD_CACHE_ENTRIES' | 'KEYWARD_CACHE_MEGABYTES';
  readonly what: string;
  readonly otherwise: number;
  readonly from: number;
  readonly to: number;
}

const MAX_STALENESS: NumberSetting = {
  name: 'KEYWARD_MAX_STALENESS_MS',
  what: 'time in milliseconds',
  otherwise: 5_000,
  from: 1_000,
  to: 300_000,
};
const ENTRIES: NumberSetting = {
  name: 'KEYWARD_CACHE_ENTRIES',
  what: 'number of secrets',
  otherwise: 100_000,
  from: 100,
  to: 10_000_000,
};
const MEGABYTES: NumberSetting = {
  name: 'KEYWARD_CACHE_MEGABYTES',
  what: 'size in megabytes',
  otherwise: 192,
  from: 8,
  to: 65_536,
};

export interface VerificationConfig {
  readonly maxStalenessMs: number;
  readonly principalCache: CacheLimits;
}

/** @throws ConfigRefused */
export function readVerificationConfig(
  setting: (name: NumberSetting['name']) => string | undefined,
): VerificationConfig {
  const read = (wanted: NumberSetting) => readNumber(wanted, setting(wanted.name));
  return {
    maxStalenessMs: read(MAX_STALENESS),
    principalCache: { maxEntries: read(ENTRIES), maxBytes: read(MEGABYTES) * 1_000_000 },
  };
}

function readNumber({ name, what, otherwise, from, to }: NumberSetting, text: string | undefined): number {
  if (text === undefined) return otherwise;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new ConfigRefused(`\`${name}\`: \`${text}\` is no such ${what}; give ${from} to ${to}`);
}
