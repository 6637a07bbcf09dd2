import type { components } from '@keyward/sdk';
import { moment, type Shape } from '../output/cells.ts';

export type Entry = components['schemas']['AuditLogEntryListing'];

/** How entries of the audit log are shown in a list. */
export const entryRow: Shape<Entry> = {
  id: ({ _id }) => _id,
  columns: [
    { title: 'time', of: ({ date }) => moment(date) },
    { title: 'result', of: ({ result, count = 1 }) => (count > 1 ? `${result} ${count} times` : result) },
    { title: 'action', of: ({ accesses }) => accesses.map(({ action }) => action).join(' ') },
    { title: 'target', of: ({ name }) => name },
    { title: 'by', of: actorOf },
    { title: 'from', of: ({ address }) => address },
    { title: 'what', of: ({ description }) => description.split('\n', 1)[0] },
    { title: 'id', of: ({ _id }) => _id },
  ],
};

export function actorOf({ member, token, subject }: Entry): string {
  const who = member?.email ?? subject?.name ?? '';
  if (token === undefined) return who;
  const by = `token ${token.name || `…${token.ending}`}`;
  return member === undefined ? by : `${who} (${by})`;
}
