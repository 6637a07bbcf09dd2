import { useQuery } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';
import { SearchFilter } from '../controls/search-filter.tsx';
import { findMembers } from '../members/find-members.ts';
import { displayName } from '../shell/display-name.ts';

interface OwnerFilterProps {
  /** `me`, or the e-mail address or the id of a member. */
  readonly value: string | undefined;
  readonly onChange: (owner: string | undefined) => void;
}

/** Whose tokens: one's own, or those of any member, found by typing. */
export function OwnerFilter({ value, onChange }: OwnerFilterProps) {
  const { data: name } = useQuery(ownerNameQuery(value));
  return (
    <SearchFilter
      name="Owner"
      chosen={value && (name ?? value)}
      placeholder="Search name or e-mail, or type me"
      onChange={onChange}
      kind="owners"
      find={findOwners}
    />
  );
}

async function findOwners(text: string, signal: AbortSignal) {
  const members = await findMembers(text, signal);
  return text.toLowerCase() === 'me' ? [{ id: 'me', label: 'Me' }, ...members] : members;
}

/** Who cannot be read stays as the address of the page says it. */
function ownerNameQuery(owner: string | undefined) {
  return {
    queryKey: ['members', 'owner', owner],
    enabled: owner !== undefined,
    queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<string | null> => {
      if (owner === undefined || owner === 'me') return owner ?? null;
      if (!owner.includes('@')) return keyward.members.get(owner, {}, { signal }).then(displayName);
      const { items } = await keyward.members.list({ filter: `query:${owner}` }, { signal }).firstPage();
      const member = items.find(({ email }) => email.toLowerCase() === owner.toLowerCase());
      return member ? displayName(member) : null;
    },
  };
}
