import { useQuery } from '@tanstack/react-query';
import { keyward, type Role } from '../app/keyward.ts';
import { type Option, Select } from '../controls/select.tsx';
import { BASE_ROLES } from '../create-token/scope.ts';
import { capitalized, maskedSecret, tokenTitle } from '../tokens/token-words.ts';

const TOKENS_SHOWN = 25;

interface WhoFieldProps {
  readonly value: string;
  readonly roles: readonly Role[];
  readonly onChange: (who: string) => void;
}

/** Whose rights are looked at: nobody's, a base role, a role of the account, or a token. */
export function WhoField({ value, roles, onChange }: WhoFieldProps) {
  const { data } = useQuery({
    queryKey: ['tokens', 'list', 'tester'],
    queryFn: ({ signal }) =>
      keyward.tokens.list({ showAll: true, limit: TOKENS_SHOWN, sort: '-lastUsed' }, { signal }).firstPage(),
  });
  const options: readonly Option<string>[] = [
    { value: '', label: 'Nobody: the route alone' },
    ...BASE_ROLES.map((role) => ({ value: `base:${role}`, label: capitalized(role), note: 'Base role' })),
    ...roles.map(({ key, name }) => ({ value: `role:${key}`, label: name, note: 'Role' })),
    ...(data?.items ?? []).map((token) => ({
      value: `token:${token._id}`,
      label: tokenTitle(token),
      note: `Token ${maskedSecret(token)}`,
    })),
  ];
  return <Select label="As" options={options} value={value} onChange={onChange} />;
}
