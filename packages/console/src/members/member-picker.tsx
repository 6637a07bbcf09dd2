import { type Pickable, Picker } from '../controls/picker.tsx';
import { findMembers } from './find-members.ts';

interface MemberPickerProps {
  readonly label: string;
  readonly chosen: readonly Pickable[];
  readonly onChange: (chosen: readonly Pickable[]) => void;
}

export function MemberPicker(props: MemberPickerProps) {
  return <Picker {...props} placeholder="Search name or e-mail" kind="members" find={findMembers} />;
}
