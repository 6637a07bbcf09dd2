import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { rolesQuery, tokenQuery } from '../app/queries.ts';
import type { Answer } from '../decision/decision-answer.tsx';
import { type AccessRequest, explainQuery, type RightsOf } from '../decision/explain-query.ts';
import { displayName } from '../shell/display-name.ts';
import { maskedSecret, tokenTitle } from '../tokens/token-words.ts';
import { type GrantContext, grantWords } from './grant-words.ts';
import { holderQuery } from './rights-queries.ts';

interface OneWhoCanProps {
  readonly id: string;
  readonly request: AccessRequest;
}

export function MemberWhoCan({ id, request }: OneWhoCanProps) {
  const { data: member } = useQuery(holderQuery(id));
  const name = member && displayName(member);
  return (
    <li>
      <span className="person">
        <Link to={`/members/${id}`}>{name ?? id}</Link>
        {member && name !== member.email && <span className="meta">{member.email}</span>}
      </span>
      <Path of={{ memberId: id }} request={request} holderId={id} />
    </li>
  );
}

export function TokenWhoCan({ id, request }: OneWhoCanProps) {
  const { data: token } = useQuery(tokenQuery(id));
  return (
    <li>
      <span className="person">
        <Link to={`/tokens/${id}`} hash="permissions">
          {token ? tokenTitle(token) : id}
        </Link>
        {token && (
          <span className="meta">
            <span className="mono">{maskedSecret(token)}</span> ·{' '}
            {token.serviceToken ? 'Service token' : displayName(token._member)}
          </span>
        )}
      </span>
      {token && (
        <Path
          of={{ tokenId: id }}
          request={request}
          holderId={token.serviceToken ? undefined : token.memberId}
        />
      )}
    </li>
  );
}

interface PathProps {
  readonly of: RightsOf;
  readonly request: AccessRequest;
  readonly holderId: string | undefined;
}

/** By which roles, teams and statements: of a personal token what its scope says, and what its holder holds. */
function Path({ of, request, holderId }: PathProps) {
  const { data: explained } = useQuery(explainQuery(of, request));
  const { data: roles } = useQuery(rolesQuery);
  const { data: holder } = useQuery(holderQuery(holderId));
  if (!explained) return null;
  const ofScope = wordsOf(explained, 'scope', { roles });
  const ofHolder = wordsOf(explained, 'holder', { roles, holder });
  const isBoth = ofScope.length > 0 && ofHolder.length > 0;
  return (
    <span className="path meta">
      {ofScope.length > 0 && <span>{(isBoth ? 'Token: ' : '') + ofScope.join('; ')}</span>}
      {ofHolder.length > 0 && <span>{(isBoth ? 'Holder: ' : '') + ofHolder.join('; ')}</span>}
    </span>
  );
}

function wordsOf({ statements }: Answer, part: 'scope' | 'holder', context: GrantContext): readonly string[] {
  return grantWords(
    statements.filter((each) => each.part === part),
    context,
  );
}
