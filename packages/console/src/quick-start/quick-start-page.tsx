import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { isForbidden } from '../app/keyward.ts';
import { accessesQuery } from '../app/queries.ts';
import { clockText } from '../app/times.ts';
import { Button } from '../controls/button.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Time } from '../controls/time.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { reasonAgainstCreating } from '../tokens/token-rights.ts';
import { tokenTitle } from '../tokens/token-words.ts';
import { QuickStep } from './quick-step.tsx';
import { stepSnippets } from './step-snippets.ts';
import { useProgress } from './use-progress.ts';

/** Four steps that tick themselves from what really happened. */
export function QuickStartPage() {
  const navigate = useNavigate();
  const { data: accesses } = useQuery(accessesQuery);
  const { tokens, resets, token, use, isCommandLineUsed, isRotated } = useProgress();
  const snippets = stepSnippets(location.origin, token?._id ?? 'TOKEN_ID');
  const steps = [token !== undefined, use !== undefined, isCommandLineUsed, isRotated];
  const done = steps.filter(Boolean).length;
  return (
    <>
      <PageTitle
        title="Quick start"
        lead="From a token to a rotation without downtime. Each step ticks itself when this service has seen it."
      />
      {tokens.isPending && <Loading />}
      {tokens.error && (
        <Problem title="Couldn't load your tokens" error={tokens.error} onRetry={tokens.refetch} />
      )}
      {resets.error && !isForbidden(resets.error) && (
        <Problem title="Couldn't load your resets" error={resets.error} onRetry={resets.refetch} />
      )}
      <p className="quick-count faint" role="status">
        {tokens.isSuccess &&
          (done === steps.length ? 'All four steps are done.' : `${done} of 4 steps done.`)}
      </p>
      <ol className="quick-steps">
        <QuickStep
          title="Create a token"
          isDone={token !== undefined}
          state={
            token ? (
              <>
                “{tokenTitle(token)}”, <Time at={token.creationDate} />
              </>
            ) : (
              'A token lets a script call the API as you, with the rights that you choose.'
            )
          }
          snippets={snippets.create}
        >
          <div className="row-buttons">
            <Button
              kind={token ? 'plain' : 'primary'}
              data-shortcut="c"
              reason={reasonAgainstCreating(accesses)}
              onClick={() => void navigate({ to: '/tokens/new' })}
            >
              Create token
            </Button>
          </div>
        </QuickStep>
        <QuickStep
          title="Make the first call"
          isDone={use !== undefined}
          state={
            use
              ? `Received ${clockText(use.lastUsed)} from ${use.lastUsedAddress}${use.lastUsedAgent ? `, ${use.lastUsedAgent}` : ''}`
              : 'Waiting for the first call. The secret is read from $KEYWARD_ACCESS_TOKEN.'
          }
          snippets={snippets.call}
        />
        <QuickStep
          title="Sign in on the command line"
          isDone={isCommandLineUsed}
          state={
            isCommandLineUsed
              ? 'The command line has called with your token.'
              : 'It keeps the secret for you, and finds the service by itself from then on.'
          }
          snippets={snippets.commandLine}
        />
        <QuickStep
          title="Rehearse a rotation"
          isDone={isRotated}
          state={
            isRotated
              ? 'A token was reset. Its old secret can be ended as soon as nobody uses it.'
              : 'A reset gives a new secret and keeps the old one alive for a day, so nothing stops meanwhile.'
          }
          snippets={snippets.rotate}
        >
          {token && (
            <div className="row-buttons">
              <Button onClick={() => void navigate({ to: `/tokens/${token._id}/reset` })}>
                Reset it here
              </Button>
            </div>
          )}
        </QuickStep>
      </ol>
    </>
  );
}
