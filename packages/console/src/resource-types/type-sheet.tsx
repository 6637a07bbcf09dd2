import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ResourceType } from '../app/keyward.ts';
import { resourceTypesQuery } from '../app/queries.ts';
import { useIsKept } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { DeleteTypeDialog } from './delete-type-dialog.tsx';
import { levelWords } from './level-words.ts';
import { selectorWords } from './selector-words.ts';
import { TypeEditor, typeForm } from './type-editor.tsx';
import { useManagingReasons } from './use-managing-reasons.ts';

/** One type: what may be done to it, and what can be done about it. */
export function TypeSheet() {
  const { id: name = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/settings/resource-types' });
  const { data, error, refetch } = useQuery(resourceTypesQuery);
  const reasons = useManagingReasons();
  const isKept = useIsKept(typeForm(name));
  const [isEditing, setIsEditing] = useState(isKept);
  const [isDeleting, setIsDeleting] = useState(false);
  const type = data?.items.find((each) => each.name === name);
  const reason =
    type && type.origin !== 'account'
      ? 'Types that come with Keyward stay as they are'
      : reasons.manageResourceTypes;
  return (
    <Sheet
      title={name}
      subtitle={type && <span className="mono">{type.chains.join(', ')}</span>}
      size="wide"
      onClose={close}
    >
      {error && <Problem title="Couldn't load the type" error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {data && !type && <p>No type is called so. It may have been deleted.</p>}
      {type && isEditing && <TypeEditor type={type} onDone={() => setIsEditing(false)} />}
      {type && !isEditing && (
        <>
          <div className="row-buttons">
            <Button reason={reason} onClick={() => setIsEditing(true)}>
              Edit type
            </Button>
            <Button kind="danger" reason={reason} onClick={() => setIsDeleting(true)}>
              Delete type
            </Button>
          </div>
          <TypeFacts type={type} />
        </>
      )}
      {type && isDeleting && (
        <DeleteTypeDialog
          type={type}
          onClose={(isGone) => {
            setIsDeleting(false);
            if (isGone) close();
          }}
        />
      )}
    </Sheet>
  );
}

function TypeFacts({ type }: { readonly type: ResourceType }) {
  return (
    <dl className="facts">
      <dt>Actions</dt>
      <dd>
        <ul className="type-actions">
          {Object.entries(type.actions).map(([action, level]) => (
            <li key={action}>
              <code>{action}</code> <span className="faint">{levelWords(level)}</span>
            </li>
          ))}
        </ul>
      </dd>
      <dt>All others</dt>
      <dd>{levelWords(type.otherActions)}</dd>
      <dt>View guard</dt>
      <dd>{type.viewAction ? <code>{type.viewAction}</code> : 'None'}</dd>
      <dt>Told apart by</dt>
      <dd>{selectorWords(type)}</dd>
    </dl>
  );
}
