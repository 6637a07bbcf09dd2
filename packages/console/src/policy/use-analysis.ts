import { startTransition, useEffect, useRef, useState } from 'react';
import type { Answered, Asked } from './policy-worker.ts';
import type { Analysis, Question } from './question.ts';

interface Known extends Analysis {
  /** What was asked when the last part of an answer came. */
  readonly settledOn?: Question | undefined;
  readonly hasFailed?: boolean;
}

/**
 * What the engine says of a policy, live. It runs beside the page, in a worker, so that no policy holds up typing; until
 * the answer for what was typed last is there, the one before stays, and `isSettled` is false.
 */
export function useAnalysis(question: Question | undefined) {
  const [known, setKnown] = useState<Known>({});
  const worker = useRef<Worker>(undefined);
  const asked = useRef<Asked>(undefined);

  useEffect(() => {
    const made = new Worker(new URL('./policy-worker.ts', import.meta.url), { type: 'module' });
    worker.current = made;
    made.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
      if (data.id !== asked.current?.id) return;
      const settledOn = data.isLast ? asked.current.question : undefined;
      startTransition(() => setKnown((before) => ({ ...before, ...data.part, settledOn, hasFailed: false })));
    });
    made.addEventListener('error', () => setKnown((before) => ({ ...before, hasFailed: true })));
    return () => made.terminate();
  }, []);

  useEffect(() => {
    if (question === undefined) return;
    asked.current = { id: (asked.current?.id ?? 0) + 1, question };
    worker.current?.postMessage(asked.current);
  }, [question]);

  return { known, isSettled: question !== undefined && known.settledOn === question };
}
