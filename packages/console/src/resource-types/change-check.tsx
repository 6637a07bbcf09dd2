import { useQuery } from '@tanstack/react-query';
import { keyward, type ResourceType } from '../app/keyward.ts';
import { useSettled } from '../app/use-settled.ts';
import { Problem } from '../controls/problem.tsx';
import { InUse, usersIn } from './in-use.tsx';
import { declarationOf, draftOf, mistakesIn, type TypeDraft } from './type-draft.ts';

interface ChangeCheckProps {
  readonly type: ResourceType;
  readonly draft: TypeDraft;
}

/** What the change would break, as the service finds out without storing it: every token, role and route that needs what goes. */
export function ChangeCheck({ type, draft }: ChangeCheckProps) {
  const settled = useSettled(JSON.stringify(declarationOf(draft)));
  const isSame = settled === JSON.stringify(declarationOf(draftOf(type)));
  const isReady = !isSame && Object.keys(mistakesIn(draft)).length === 0;
  const { error, isSuccess } = useQuery({
    queryKey: ['resource-types', type.name, 'change', settled],
    queryFn: async ({ signal }) => {
      const declaration = JSON.parse(settled) as ReturnType<typeof declarationOf>;
      await keyward.resourceTypes.declare(type.name, declaration, { dryRun: true }, { signal });
      return true;
    },
    enabled: isReady,
  });
  const users = usersIn(error);
  return (
    <div role="status" className="change-check">
      {isReady && isSuccess && (
        <p className="faint">
          No token, role or gateway route needs what this takes away. Levels count from the next request on.
        </p>
      )}
      {isReady && users && (
        <section className="problem" aria-label="What it would break">
          <h3>This cannot be saved yet</h3>
          <p>These name what would go. Change or delete them first.</p>
          <InUse users={users} />
        </section>
      )}
      {isReady && error && !users && <Problem title="This cannot be saved" error={error} />}
    </div>
  );
}
