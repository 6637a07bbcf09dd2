import { useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import type { Token } from '../app/keyward.ts';
import { rolesQuery } from '../app/queries.ts';
import { momentText } from '../app/times.ts';
import { Button } from '../controls/button.tsx';
import { Check } from '../controls/check.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { accessWords, tokenTitle } from '../tokens/token-words.ts';
import { FirstRequest } from './first-request.tsx';
import { envFile, snippetsFor } from './snippets.ts';

interface SecretStepProps {
  /** As it was made or reset: `token` is the whole secret. */
  readonly token: Token;
  /** What a reset leaves behind. */
  readonly note?: ReactNode;
  readonly onDone: () => void;
}

/** The one time that a secret is shown. It is left by a button; whatever else would close it asks once. */
export function SecretStep({ token, note, onDone }: SecretStepProps) {
  const [isSaved, setIsSaved] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const isLeaving = useRef(false);
  const value = useRef<HTMLElement>(null);
  const { data: roles } = useQuery(rolesQuery);
  const secret = token.token;
  const { main, more } = accessWords(token, roles);
  const blocker = useBlocker({
    shouldBlockFn: () => !isSaved && !isLeaving.current,
    enableBeforeUnload: () => !isSaved && !isLeaving.current,
    withResolver: true,
  });
  const isBlocked = blocker.status === 'blocked';

  function leave() {
    isLeaving.current = true;
    if (isBlocked) blocker.proceed?.();
    onDone();
  }
  const askToLeave = () => (isSaved ? leave() : setIsAsking(true));
  const stay = () => {
    setIsAsking(false);
    if (isBlocked) blocker.reset?.();
  };

  function download() {
    const url = URL.createObjectURL(new Blob([envFile(location.origin, secret)], { type: 'text/plain' }));
    Object.assign(document.createElement('a'), { href: url, download: `${fileName(token)}.env` }).click();
    URL.revokeObjectURL(url);
    setIsSaved(true);
  }

  return (
    <Sheet
      title={`Copy “${tokenTitle({ ...token, token: secret.slice(-4) })}” now`}
      subtitle="The secret is shown this once. We keep only a hash of it."
      hasCloseButton={false}
      onClose={askToLeave}
      footer={
        <>
          <Button onClick={download}>Download .env</Button>
          <Button kind="primary" onClick={askToLeave}>
            I have saved it
          </Button>
        </>
      }
    >
      <div className="secret">
        <code ref={value} translate="no" spellCheck={false} data-secret>
          {secret}
        </code>
        <CopyButton
          kind="primary"
          text={secret}
          said="Secret copied"
          autoFocus
          onCopied={() => setIsSaved(true)}
          onRefused={() => value.current && getSelection()?.selectAllChildren(value.current)}
        />
      </div>
      {note}
      <Snippets secret={secret} onCopied={() => setIsSaved(true)} />
      <FirstRequest tokenId={token._id} since={token.lastModified} />
      <h3>What this token can do</h3>
      <dl className="facts">
        <dt>Type</dt>
        <dd>
          {token.serviceToken ? 'Service token, fixed permissions' : 'Personal token, never more than you'}
        </dd>
        <dt>Access</dt>
        <dd>{[main, more].filter(Boolean).join(', ')}</dd>
        <dt>API version</dt>
        <dd>{token.defaultApiVersion}</dd>
        <dt>Expires</dt>
        <dd>{token.expiry === undefined ? 'Never' : momentText(token.expiry)}</dd>
      </dl>
      {token.warnings?.map(({ message }) => (
        <p key={message} className="notice">
          {message}
        </p>
      ))}
      {(isAsking || isBlocked) && (
        <ConfirmDialog title="You haven’t copied it" onClose={stay}>
          <p>The secret cannot be shown again. Without it the token is of no use until it is reset.</p>
          <div className="dialog-buttons">
            <Button kind="danger" onClick={leave}>
              Discard the secret and keep the token
            </Button>
            <Button kind="primary" autoFocus onClick={stay}>
              Go back
            </Button>
          </div>
        </ConfirmDialog>
      )}
    </Sheet>
  );
}

function Snippets({ secret, onCopied }: { readonly secret: string; readonly onCopied: () => void }) {
  const [chosen, setChosen] = useState(0);
  const [isSecretIn, setIsSecretIn] = useState(true);
  const snippets = snippetsFor(location.origin, secret, isSecretIn);
  const shown = snippets[chosen];
  if (shown === undefined) return null;
  return (
    <section className="snippets" aria-label="Try it">
      <div className="snippet-head">
        <fieldset className="snippet-names">
          <legend className="hidden">Language</legend>
          {snippets.map(({ name }, index) => (
            <button key={name} type="button" aria-pressed={index === chosen} onClick={() => setChosen(index)}>
              {name}
            </button>
          ))}
        </fieldset>
        <CopyButton kind="quiet" text={shown.text} said="Command copied" {...(isSecretIn && { onCopied })} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} translate="no">
        {shown.text}
      </pre>
      <div className="snippet-foot">
        <Check
          label="Insert the secret"
          help={
            isSecretIn
              ? 'A leading space keeps it out of most shell histories.'
              : 'It is read from $KEYWARD_ACCESS_TOKEN.'
          }
          checked={isSecretIn}
          onChange={(event) => setIsSecretIn(event.target.checked)}
        />
      </div>
    </section>
  );
}

function fileName({ name }: Token): string {
  return (
    name
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 60) || 'token'
  );
}
