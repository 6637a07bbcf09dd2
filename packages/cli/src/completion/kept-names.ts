import { isDeepStrictEqual } from 'node:util';
import { namesPath } from '../profile/config-paths.ts';
import { readJsonFile, writePrivateFile } from '../profile/private-file.ts';

/** Somebody who presses TAB again is shown the same, and the service is not asked again. */
const GOOD_FOR_MS = 2_000;

/** What names were asked for, and of whom. */
export interface NamesQuestion {
  readonly profile: string;
  readonly url: string;
  readonly beginning: string;
}

/** The names that answered the same question a moment ago. */
export function keptNames(question: NamesQuestion, nowMs: number): readonly string[] | undefined {
  const { at, names, ...asked } = read() ?? {};
  const isFresh = typeof at === 'number' && nowMs >= at && nowMs - at < GOOD_FOR_MS;
  if (!isFresh || !Array.isArray(names) || !isDeepStrictEqual(asked, { ...question })) return undefined;
  return names.filter((name) => typeof name === 'string');
}

function read(): ReturnType<typeof readJsonFile> {
  try {
    return readJsonFile(namesPath());
  } catch {
    // What is broken is written anew.
    return undefined;
  }
}

export function keepNames(question: NamesQuestion, names: readonly string[], nowMs: number): void {
  writePrivateFile(namesPath(), { ...question, at: nowMs, names });
}
