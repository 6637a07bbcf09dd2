import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';

const TOKEN = /^(?:member\/[^/:]+:(?<personal>token)|(?<service>service-token))\/(?<id>[0-9a-f]{24})$/;

/** The tags that the service itself knows of a resource: for its own tokens nobody else may say them. */
export async function storedTags(
  { store }: Deployment,
  { accountId }: Principal,
  resource: string,
): Promise<Readonly<Record<string, readonly string[]>> | undefined> {
  const { personal, service, id } = TOKEN.exec(resource)?.groups ?? {};
  const type = personal ?? service;
  if (type === undefined || id === undefined) return undefined;
  const found = await store.reads.tokens.findToken(accountId, id);
  return { [type]: found?.token.tags ?? [] };
}
