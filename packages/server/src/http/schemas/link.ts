import { type Static, Type } from 'typebox';

export const LinkSchema = Type.Object(
  { href: Type.String(), type: Type.String() },
  { $id: 'Link', description: 'Where a related resource is, relative to the host, and its media type' },
);

export type Link = Static<typeof LinkSchema>;

export const LinksSchema = Type.Record(Type.String(), Type.Ref('Link#'));

export function link(href: string): Link {
  return { href, type: 'application/json' };
}
