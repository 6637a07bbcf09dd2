import { useQuery } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';
import { SearchFilter } from '../controls/search-filter.tsx';
import { findMembers } from '../members/find-members.ts';
import { displayName } from '../shell/display-name.ts';
import { tokenTitle } from '../tokens/token-words.ts';

interface ActorFilterProps {
  /** The id of a member, or of a token that an entry led to. */
  readonly value: string | undefined;
  readonly onChange: (actor: string | undefined) => void;
}

/** Who acted: any member, found by typing. */
export function ActorFilter({ value, onChange }: ActorFilterProps) {
  const { data: name } = useQuery(actorNameQuery(value));
  return (
    <SearchFilter
      name="Actor"
      chosen={value && (name ?? value)}
      placeholder="Search name or e-mail"
      onChange={onChange}
      kind="members"
      find={findMembers}
    />
  );
}

/** An id is that of a token or of a member; of whom neither can be read it stays the id. */
function actorNameQuery(id: string | undefined) {
  return {
    queryKey: ['activity', 'actor', id],
    enabled: id !== undefined,
    queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<string | null> => {
      if (id === undefined) return null;
      const token = () => keyward.tokens.get(id, {}, { signal }).then((each) => `token ${tokenTitle(each)}`);
      return keyward.members.get(id, {}, { signal }).then(displayName, token);
    },
  };
}
