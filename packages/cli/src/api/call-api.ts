import type { Keyward } from '@keyward/sdk';
import type { ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { Refusal } from '../client/refusal.ts';
import type { Shape } from '../output/cells.ts';
import { outputFormat, printItem, printItems } from '../output/print-items.ts';
import { parseJson, readJson } from '../policy/read-json.ts';
import type { Method } from './api-command.ts';

export interface ApiFlags extends ChangeFlags {
  readonly field?: readonly string[];
  readonly jsonField?: readonly string[];
  /** A file with the whole body. */
  readonly body?: string;
  readonly paginate?: boolean;
}

/** The client of the SDK for any path: its types know those of the description alone. */
type AnyClient = {
  request(
    method: string,
    path: string,
    init: { body?: unknown; params?: { query: Readonly<Record<string, string>> } },
  ): Promise<{ data?: unknown }>;
};

interface AnyPage {
  readonly items?: readonly object[];
  readonly _links?: { readonly next?: { readonly href?: string } };
}

/** Calls any path, and prints what is answered as it is. */
export async function callApi(method: Method, path: string, flags: ApiFlags): Promise<void> {
  const isQuery = method === 'GET' || method === 'HEAD';
  if (flags.paginate === true && method !== 'GET')
    throw new Refusal('wrong_usage', '`--paginate` goes with GET alone');
  const body = isQuery ? undefined : await bodyOf(flags);
  const query = isQuery ? fieldsOf(flags.field) : {};
  const keyward = await connect(flags);
  const printed = readable(flags);
  const send = (to: string) => request(keyward, method, withQuery(to, query), body);
  const answer = flags.paginate === true ? await allItems(path, send) : await send(path);
  if (Array.isArray(answer)) printItems(answer, anyShape, printed);
  else if (flags.quiet === true && isPage(answer)) printItems(answer.items, anyShape, printed);
  else if (typeof answer === 'object' && answer !== null) printItem(answer, anyShape, printed);
}

/** Of a list, ids alone are those of its items. */
function isPage(answer: unknown): answer is { readonly items: readonly object[] } {
  return typeof answer === 'object' && answer !== null && 'items' in answer && Array.isArray(answer.items);
}

/** What has no known columns is printed as JSON where a table would be. */
function readable(flags: ApiFlags): ApiFlags {
  const output = outputFormat(flags);
  return { ...flags, output: output === 'table' || output === 'csv' ? 'json' : output };
}

const anyShape: Shape<object> = {
  columns: [],
  id: (item) => ('_id' in item ? String(item._id) : 'key' in item ? String(item.key) : ''),
};

async function request({ client }: Keyward, method: string, path: string, body: unknown): Promise<unknown> {
  const any = client as unknown as AnyClient;
  const { data } = await any.request(method.toLowerCase(), path, body === undefined ? {} : { body });
  return data;
}

async function allItems(path: string, send: (path: string) => Promise<unknown>): Promise<readonly object[]> {
  const items: object[] = [];
  const asked = new Set<string>();
  for (let next: string | undefined = path; next !== undefined && !asked.has(next); ) {
    asked.add(next);
    const page = (await send(next)) as AnyPage;
    if (page.items === undefined) throw new Refusal('wrong_usage', `what \`${path}\` answers is no list`);
    items.push(...page.items);
    next = pageAfter(path, page);
  }
  return items;
}

/** Only the query of the link is used: wherever it leads, the next call goes where this one went. */
function pageAfter(path: string, { _links }: AnyPage): string | undefined {
  const href = _links?.next?.href;
  if (href === undefined) return undefined;
  const [, query] = /\?([^#]*)/.exec(href) ?? [];
  return `${path.split('?')[0]}?${new URLSearchParams(query)}`;
}

function withQuery(path: string, fields: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(fields).toString();
  // The link to a next page has the filters already.
  if (query === '' || path.includes('?')) return path;
  return `${path}?${query}`;
}

async function bodyOf({ body, field, jsonField }: ApiFlags): Promise<unknown> {
  const hasFields = field !== undefined || jsonField !== undefined;
  if (body !== undefined && hasFields) throw new Refusal('wrong_usage', 'give `--body` or fields, not both');
  if (body !== undefined) return readJson(body);
  if (!hasFields) return undefined;
  const parsed = Object.entries(fieldsOf(jsonField)).map(([name, text]) => [
    name,
    parseJson(text, `field ${name}`),
  ]);
  return { ...fieldsOf(field), ...Object.fromEntries(parsed) };
}

/** @throws Refusal for what is no `name=value` */
function fieldsOf(texts: readonly string[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new Refusal('wrong_usage', `\`${text}\` is no field`, 'write it as in `name=value`');
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
