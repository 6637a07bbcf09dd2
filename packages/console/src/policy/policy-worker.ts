import { analysePolicy } from './analyse-policy.ts';
import type { Analysis, Question } from './question.ts';

export interface Asked {
  readonly id: number;
  readonly question: Question;
}

export interface Answered {
  readonly id: number;
  readonly part: Analysis;
  readonly isLast: boolean;
}

/** So long nothing new is asked before what takes long is begun: it would hold up the answer to the next key. */
const QUIET_MS = 250;

let latest: Asked | undefined;
let isBusy = false;

/** Only the latest question counts: between the parts of an answer a newer one takes over. */
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  latest = data;
  if (!isBusy) void answer();
});

async function answer(): Promise<void> {
  isBusy = true;
  try {
    while (latest !== undefined) {
      const { id, question } = latest;
      latest = undefined;
      let pauseMs = QUIET_MS;
      for (const part of analysePolicy(question)) {
        send({ id, part, isLast: false });
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        if (latest !== undefined) break;
        pauseMs = 0;
      }
      if (latest === undefined) send({ id, part: {}, isLast: true });
    }
  } catch (error) {
    // Only an error of the worker itself reaches the page, a promise that fails does not.
    reportError(error);
  } finally {
    isBusy = false;
  }
}

function send(answered: Answered): void {
  postMessage(answered);
}
