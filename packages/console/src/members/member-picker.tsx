import { keyward } from '../app/keyward.ts';
import { type Pickable, Picker } from '../controls/picker.tsx';
import { displayName } from '../shell/display-name.ts';

interface MemberPickerProps {
  readonly label: string;
  readonly chosen: readonly Pickable[];
  readonly onChange: (chosen: readonly Pickable[]) => void;
}

const FOUND = 50;

export function MemberPicker(props: MemberPickerProps) {
  return <Picker {...props} placeholder="Search name or e-mail" kind="members" find={findMembers} />;
}

async function findMembers(text: string, signal: AbortSignal): Promise<readonly Pickable[]> {
  const filter = `query:${text.replaceAll(',', ' ')}`;
  const { items } = await keyward.members
    .list({ limit: FOUND, sort: 'displayName', filter }, { signal })
    .firstPage();
  return items.map((member) => {
    const label = displayName(member);
    return { id: member._id, label, ...(label !== member.email && { note: member.email }) };
  });
}
