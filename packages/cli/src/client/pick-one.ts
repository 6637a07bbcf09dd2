import { Refusal } from './refusal.ts';

/** What the name of a thing was looked up to. */
export interface Named<Item> {
  /** As in `token`. */
  readonly kind: string;
  readonly name: string;
  /** The verb that lists such things. */
  readonly listedBy: string;
  id(item: Item): string;
}

/** The one thing that has a name. @throws Refusal `not_found`, or `ambiguous` with the ids of all that have it */
export function pickOne<Item>(found: readonly Item[], { kind, name, listedBy, id }: Named<Item>): Item {
  const [first, ...others] = found;
  if (first === undefined) {
    throw new Refusal(
      'not_found',
      `there is no ${kind} \`${name}\` that you may see`,
      `\`${listedBy}\` lists them`,
    );
  }
  if (others.length === 0) return first;
  const ids = found.map((item) => `\`${id(item)}\``).join(', ');
  throw new Refusal('ambiguous', `several have the name \`${name}\`: ${ids}`, 'name one of them by its id');
}

/** What a look-up answers; undefined when there is nothing of that id. */
export async function unlessUnknown<Item>(lookUp: Promise<Item>): Promise<Item | undefined> {
  try {
    return await lookUp;
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return undefined;
    throw error;
  }
}
