import { useQuery } from '@tanstack/react-query';
import type { Token } from '../app/keyward.ts';
import { rolesQuery } from '../app/queries.ts';
import { absoluteTime, relativeTime, shortSpan } from '../app/times.ts';
import { useNow } from '../app/use-now.ts';
import { Chip } from '../controls/chip.tsx';
import { Time } from '../controls/time.tsx';
import { displayName } from '../shell/display-name.ts';
import { Lifeline } from './lifeline.tsx';
import { lifelineShape } from './lifeline-shape.ts';
import { accessWords } from './token-words.ts';

export function AccessCell({ token }: { readonly token: Token }) {
  const { data: roles } = useQuery(rolesQuery);
  const { main, more } = accessWords(token, roles);
  return (
    <>
      <div className="cut">{main}</div>
      {more && <div className="meta">{more}</div>}
    </>
  );
}

export function OwnerCell({ token }: { readonly token: Token }) {
  if (token.serviceToken) return <Chip tone="neutral">Service</Chip>;
  return (
    <span className="cut" title={token._member.email}>
      {displayName(token._member)} {token.status === 'holder_gone' && <Chip tone="danger">left</Chip>}
    </span>
  );
}

export function LastUsedCell({ token }: { readonly token: Token }) {
  if (token.lastUsed === 0) return <span>Never</span>;
  const from = token.lastUsedAddress ? ` from ${token.lastUsedAddress}` : '';
  return (
    <span
      title={`${absoluteTime(token.lastUsed)}${from}${token.lastUsedAgent ? `, ${token.lastUsedAgent}` : ''}`}
    >
      <Time at={token.lastUsed} />
    </span>
  );
}

/** How much of its life is left, in words and as a line. */
export function ExpiryCell({ token }: { readonly token: Token }) {
  return (
    <>
      <div className="expiry-words">
        <ExpiryWords token={token} />
      </div>
      <Lifeline life={token} />
    </>
  );
}

export function ExpiryWords({ token }: { readonly token: Token }) {
  const now = useNow();
  const { expiry, previousSecrets } = token;
  const { tone } = lifelineShape(token, now);
  const oldEnd = Math.max(0, ...previousSecrets.map((secret) => secret.expiry));
  if (oldEnd > now) return <Chip tone="info">Old secret: {shortSpan(oldEnd - now)} left</Chip>;
  if (expiry === undefined) return <span className="faint">Never</span>;
  const exact = absoluteTime(expiry);
  if (tone === 'over') {
    return (
      <span title={exact}>
        <Chip tone="danger">Expired {shortSpan(now - expiry)} ago</Chip>
      </span>
    );
  }
  const words = relativeTime(expiry, now);
  return tone === 'soon' ? (
    <span title={exact}>
      <Chip tone="warn">{words}</Chip>
    </span>
  ) : (
    <time dateTime={new Date(expiry).toISOString()} title={exact} className="faint">
      {words}
    </time>
  );
}
