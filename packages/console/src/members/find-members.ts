import { keyward } from '../app/keyward.ts';
import type { Pickable } from '../controls/picker.tsx';
import { displayName } from '../shell/display-name.ts';

const FOUND = 50;

/** Members by a part of a name or an e-mail address. A comma ends a value there, and finds nobody. */
export async function findMembers(text: string, signal: AbortSignal): Promise<readonly Pickable[]> {
  const filter = `query:${text.replaceAll(',', ' ')}`;
  const { items } = await keyward.members
    .list({ limit: FOUND, sort: 'displayName', filter }, { signal })
    .firstPage();
  return items.map((member) => {
    const label = displayName(member);
    return { id: member._id, label, ...(label !== member.email && { note: member.email }) };
  });
}
