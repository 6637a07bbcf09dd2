import { KeywardError } from '@keyward/sdk';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { Token } from '../app/keyward.ts';
import { accessesQuery, tokenQuery } from '../app/queries.ts';
import { dayText } from '../app/times.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../controls/button.tsx';
import { Chip } from '../controls/chip.tsx';
import { MoreIcon } from '../controls/icons.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { type Question, TokenQuestion } from '../end-token/token-question.tsx';
import { Lifeline } from '../tokens/lifeline.tsx';
import { RowMenu } from '../tokens/row-menu.tsx';
import { useTokenPlace } from '../tokens/token-place.ts';
import { reasonAgainst, reasonAgainstCloning } from '../tokens/token-rights.ts';
import { maskedSecret, tokenTitle } from '../tokens/token-words.ts';
import { Activity } from './activity.tsx';
import { GoneToken } from './gone-token.tsx';
import { Overview } from './overview.tsx';
import { Permissions } from './permissions.tsx';
import { PreviousSecrets } from './previous-secrets.tsx';
import { UsagePanel } from './usage-panel.tsx';

/** Everything about one token. */
export function TokenSheet() {
  const { openId = '', open, close } = useTokenPlace();
  const { hash } = useLocation();
  const { data: token, error, refetch } = useQuery(tokenQuery(openId));
  const { data: accesses } = useQuery(accessesQuery);
  const [menu, setMenu] = useState<HTMLElement>();
  const [question, setQuestion] = useState<Question>();
  const isGone = error instanceof KeywardError && error.status === 404;
  if (isGone) return <GoneToken id={openId} onClose={close} />;
  return (
    <Sheet
      title={token ? tokenTitle(token) : 'Access token'}
      subtitle={token && <Subtitle token={token} />}
      size="wide"
      onClose={close}
    >
      {error && <Problem title="Couldn't load the token" error={error} onRetry={refetch} />}
      {!token && !error && <Loading />}
      {token && (
        <>
          <div className="row-buttons">
            <Button
              reason={reasonAgainst(token, 'resetAccessToken')}
              onClick={() => open(`${token._id}/reset`)}
            >
              Reset token
            </Button>
            <Button reason={reasonAgainstCloning(token, accesses)} onClick={() => open(`${token._id}/clone`)}>
              Clone token
            </Button>
            <button
              type="button"
              className="icon-button"
              aria-label={`More actions for ${tokenTitle(token)}`}
              aria-haspopup="menu"
              onClick={(event) => setMenu(event.currentTarget)}
            >
              <MoreIcon />
            </button>
          </div>
          <Life token={token} />
          <PreviousSecrets token={token} />
          <Tabs defaultSelectedKey={TABS.find((tab) => tab === hash) ?? 'overview'} className="tabs">
            <TabList aria-label="About this token" className="tab-list">
              <Tab id="overview" className="tab">
                Overview
              </Tab>
              <Tab id="usage" className="tab">
                Usage
              </Tab>
              <Tab id="permissions" className="tab">
                Permissions
              </Tab>
              <Tab id="activity" className="tab">
                Activity
              </Tab>
            </TabList>
            <TabPanel id="overview">
              <Overview token={token} isNaming={hash === 'name'} />
            </TabPanel>
            <TabPanel id="usage">
              <UsagePanel usage={token.usage} />
            </TabPanel>
            <TabPanel id="permissions">
              <Permissions token={token} />
            </TabPanel>
            <TabPanel id="activity">
              <Activity token={token} />
            </TabPanel>
          </Tabs>
          {menu && (
            <RowMenu
              token={token}
              trigger={menu}
              cloneReason={reasonAgainstCloning(token, accesses)}
              onClose={() => setMenu(undefined)}
              onAsk={(what) => setQuestion({ what, token, trigger: menu })}
            />
          )}
          {question && (
            <TokenQuestion
              question={question}
              onClose={() => {
                setQuestion(undefined);
              }}
            />
          )}
        </>
      )}
    </Sheet>
  );
}

const TABS = ['usage', 'permissions', 'activity'] as const;

const STATUS = {
  active: { tone: 'ok', words: 'Active' },
  disabled: { tone: 'neutral', words: 'Disabled' },
  expired: { tone: 'danger', words: 'Expired' },
  holder_gone: { tone: 'danger', words: 'Owner left' },
} as const;

function Subtitle({ token }: { readonly token: Token }) {
  const { tone, words } = STATUS[token.status];
  return (
    <>
      <Chip tone={tone}>{words}</Chip> <span className="mono">{maskedSecret(token)}</span> ·{' '}
      {token.serviceToken ? 'Service token' : 'Personal token'}
    </>
  );
}

function Life({ token }: { readonly token: Token }) {
  const now = useNow();
  const { creationDate, expiry } = token;
  return (
    <figure className="life">
      <Lifeline life={token} width={640} />
      <figcaption>
        <span>Created {dayText(creationDate)}</span>
        <span>
          {expiry === undefined
            ? 'Never expires'
            : `${expiry > now ? 'Expires' : 'Expired'} ${dayText(expiry)}`}
        </span>
      </figcaption>
    </figure>
  );
}
