import { ExtentText } from './extent-text.tsx';
import { type GrantContext, grantWords } from './grant-words.ts';
import type { Side } from './rights-queries.ts';

const NAMED = 3;

/** What one side says, and by which statements. */
export function SideCell({
  side,
  context,
}: {
  readonly side: Side | undefined;
  readonly context: GrantContext;
}) {
  if (side === undefined) return <td />;
  const { extent, grantedBy, grantedByCount } = side;
  const words = wordsOf(grantedBy, extent === 'part', context);
  const more = words.length > NAMED || grantedByCount > grantedBy.length;
  return (
    <td>
      <ExtentText extent={extent} />
      {words.slice(0, NAMED).map((line) => (
        <div key={line} className="meta">
          {line}
        </div>
      ))}
      {more && <div className="meta">and more</div>}
    </td>
  );
}

/** Of a part each statement says on what; of all it is enough to name the roles. */
function wordsOf(grantedBy: Side['grantedBy'], isPart: boolean, context: GrantContext): readonly string[] {
  if (!isPart) return grantWords(grantedBy, context);
  return grantedBy.map((grant) => {
    const [words = ''] = grantWords([grant], context);
    return grant.resource === undefined ? words : `${words}: ${grant.resource}`;
  });
}
