import { memo, useState } from 'react';
import { Prose } from '../controls/prose.tsx';

const SHOWN = 40;

interface WordsProps {
  /** A sentence for each statement. */
  readonly words: readonly string[] | undefined;
  readonly deciding: readonly number[];
}

/** What each statement says. Of many the first ones, until all are asked for. */
export const Words = memo(function Words({ words = [], deciding }: WordsProps) {
  const [isWhole, setIsWhole] = useState(false);
  if (words.length === 0) return <p className="faint">It allows nothing.</p>;
  const shown = isWhole ? words : words.slice(0, SHOWN);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="words-scroll" aria-label="What each statement says" tabIndex={0}>
        <ul className="words">
          {shown.map((sentence, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sentences are known by the number of their statement
            <li key={index} data-deciding={deciding.includes(index) || undefined}>
              <Prose text={sentence} />
            </li>
          ))}
        </ul>
      </section>
      {words.length > shown.length && (
        <button type="button" className="link" onClick={() => setIsWhole(true)}>
          All {words.length}
        </button>
      )}
    </>
  );
});
