import type { Keyward } from '@keyward/sdk';
import type { PastTime, WantedEnd } from './time-words.ts';

/** What time it is for the service, to the second: ends that are counted from the clock of this machine would be off by as much as that is. */
export async function serviceNowMs({ client }: Pick<Keyward, 'client'>): Promise<number> {
  const { response } = await client.GET('/api/v2/caller-identity');
  const at = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(at) ? Date.now() : at;
}

/** The moment at which something was. */
export async function momentOf(keyward: Pick<Keyward, 'client'>, past: PastTime): Promise<number> {
  return 'at' in past ? past.at : (await serviceNowMs(keyward)) - past.agoMs;
}

/** The moment of an end; null: never. */
export async function endOf(keyward: Pick<Keyward, 'client'>, end: WantedEnd): Promise<number | null> {
  return 'at' in end ? end.at : (await serviceNowMs(keyward)) + end.afterMs;
}
