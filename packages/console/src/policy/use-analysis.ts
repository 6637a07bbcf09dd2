import { startTransition, useEffect, useRef, useState } from 'react';
import type { Answered, Asked } from './policy-worker.ts';
import type { Analysis, Question } from './question.ts';

interface Known extends Analysis {
  /** Whether all of it is about the policy as it stands. */
  readonly isSettled: boolean;
}

/**
 * What the engine says of a policy, live. It runs beside the page, in a worker, so that no policy holds up typing; until
 * the answer for what was typed last is there, the one before stays.
 */
export function useAnalysis(question: Question | undefined): Known {
  const [known, setKnown] = useState<Known>({ isSettled: false });
  const worker = useRef<Worker>(undefined);
  const asked = useRef(0);

  useEffect(() => {
    const made = new Worker(new URL('./policy-worker.ts', import.meta.url), { type: 'module' });
    worker.current = made;
    made.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
      if (data.id !== asked.current) return;
      startTransition(() => setKnown((before) => ({ ...before, ...data.part, isSettled: data.isLast })));
    });
    return () => made.terminate();
  }, []);

  useEffect(() => {
    if (question === undefined) return;
    asked.current++;
    worker.current?.postMessage({ id: asked.current, question } satisfies Asked);
    setKnown((before) => (before.isSettled ? { ...before, isSettled: false } : before));
  }, [question]);

  return known;
}
