import { lazyRouteComponent } from '@tanstack/react-router';

/** A part of the console could not be fetched: the service is out of reach, or was updated since the page was opened. */
export class PartNotFetched extends Error {}

export function notFetched(cause: unknown): never {
  throw new PartNotFetched('a part of the console could not be fetched', { cause });
}

/**
 * A page that is fetched when it is first opened. One that cannot be is an error, said in its place: the answer of the
 * router itself is to load the whole console anew, which offline takes away what is there.
 */
export function lazyPage<Name extends string>(
  load: () => Promise<Readonly<Record<Name, (properties: Record<never, never>) => unknown>>>,
  name: Name,
) {
  return lazyRouteComponent(() => load().catch(notFetched), name);
}
