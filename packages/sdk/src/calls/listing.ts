import { KeywardError } from '../keyward-error.ts';
import type { components } from '../openapi-types.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly _links: Readonly<Record<string, components['schemas']['Link']>>;
}

/** Where a page begins, as the link to it says. A parameter that stands there several times has several values. */
export type Position = Readonly<Record<string, string | string[]>>;

/**
 * A list that is read page by page, as far as it is asked for: never more than one page is held. It can be gone
 * through again, which asks again.
 */
export class Listing<Item, OnePage extends Page<Item>> implements AsyncIterable<Item> {
  readonly #load: (position: Position) => Promise<OnePage & Page<Item>>;

  constructor(load: (position: Position) => Promise<OnePage & Page<Item>>) {
    this.#load = load;
  }

  /** The first page, with `totalCount` where the service counts. */
  firstPage(): Promise<OnePage> {
    return this.#load({});
  }

  /** One page after another, by the link to the next. */
  async *pages(): AsyncGenerator<OnePage, void, void> {
    for (let position: Position | undefined = {}; position !== undefined; ) {
      const page: OnePage & Page<Item> = await this.#load(position);
      yield page as Awaited<OnePage>;
      position = positionAfter(page, position);
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, void> {
    for await (const { items } of this.pages()) yield* items;
  }
}

/**
 * Only the query of the link is used: whatever host it names, the next call goes where this one went.
 *
 * @throws KeywardError when the link leads to the page that it stands on, which would never end
 */
function positionAfter({ _links }: Page<unknown>, current: Position): Position | undefined {
  const href = _links.next?.href;
  if (href === undefined) return undefined;
  const parameters = new URLSearchParams(href.split('?', 2)[1] ?? '');
  const next = Object.fromEntries(
    Array.from(new Set(parameters.keys()), (name) => {
      const [value = '', ...others] = parameters.getAll(name);
      return [name, others.length === 0 ? value : [value, ...others]];
    }),
  );
  if (JSON.stringify(next) === JSON.stringify(current)) {
    throw new KeywardError('the link to the next page leads to the same page', {
      code: 'unexpected_answer',
      hint: 'see what stands between this client and Keyward',
    });
  }
  return next;
}
