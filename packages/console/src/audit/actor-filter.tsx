import { useQuery } from '@tanstack/react-query';
import { tokenQuery } from '../app/queries.ts';
import { FilterChip } from '../controls/filter-chip.tsx';
import { namedMembersQuery } from '../members/named-members.ts';
import { displayName } from '../shell/display-name.ts';
import { tokenTitle } from '../tokens/token-words.ts';

interface ActorFilterProps {
  /** The id of a member, or of a token that an entry led to. */
  readonly value: string | undefined;
  readonly onChange: (actor: string | undefined) => void;
}

export function ActorFilter({ value, onChange }: ActorFilterProps) {
  const { data: members } = useQuery(namedMembersQuery);
  const people = (members ?? []).map((member) => ({ value: member._id, label: displayName(member) }));
  const isToken =
    value !== undefined && members !== undefined && !people.some((each) => each.value === value);
  const { data: token } = useQuery({ ...tokenQuery(value ?? ''), enabled: isToken });
  const tokens = token ? [{ value: token._id, label: `Token ${tokenTitle(token)}` }] : [];
  return <FilterChip name="Actor" options={[...tokens, ...people]} value={value} onChange={onChange} />;
}
