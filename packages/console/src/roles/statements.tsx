import type { Statement } from '@keyward/policy';
import { Chip } from '../controls/chip.tsx';
import { capitalized } from '../tokens/token-words.ts';

/** A policy, statement by statement; their order has no effect. */
export function Statements({ statements }: { readonly statements: readonly Statement[] }) {
  return (
    <ol className="statements">
      {statements.map((statement, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: statements are known by their number
        <li key={index}>
          <Chip tone={statement.effect === 'allow' ? 'ok' : 'danger'}>{capitalized(statement.effect)}</Chip>{' '}
          {statement.actions ? (
            <Words words={statement.actions} />
          ) : (
            <>
              everything but <Words words={statement.notActions ?? []} />
            </>
          )}{' '}
          on{' '}
          {statement.resources ? (
            <Words words={statement.resources} />
          ) : (
            <>
              everything but <Words words={statement.notResources ?? []} />
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

function Words({ words }: { readonly words: readonly string[] }) {
  return words.map((word, index) => (
    <span key={word}>
      {index > 0 && ', '}
      <code>{word}</code>
    </span>
  ));
}
