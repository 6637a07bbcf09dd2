import type { Keyward } from '@keyward/sdk';

/** What time it is for the service, to the second: ends that are counted from the clock of this machine would be off by as much as that is. */
export async function serviceNowMs({ client }: Pick<Keyward, 'client'>): Promise<number> {
  const { response } = await client.GET('/api/v2/caller-identity');
  const at = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(at) ? Date.now() : at;
}
