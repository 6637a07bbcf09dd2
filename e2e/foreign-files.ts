import { chmodSync, chownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const IS_ROOT = process.getuid?.() === 0;
const ANOTHER_USER = 65_534;

/**
 * A launcher under which root is a user like any other: what belongs to somebody else is closed to it. Other users
 * need none.
 */
export const WITHOUT_PRIVILEGES: readonly string[] = IS_ROOT
  ? ['setpriv', '--inh-caps=-all', '--bounding-set=-all']
  : [];

/**
 * Makes the files of a directory those of another user, who lets others do nothing or read. Only root can give
 * files away; for anybody else the owner's own rights become those that others would have, which the system
 * checks in the same way.
 *
 * @returns a function that makes them as they were
 */
export function withholdFiles(directory: string, others: 'nothing' | 'read'): () => void {
  const paths = [directory, ...readdirSync(directory).map((name) => join(directory, name))];
  const before = paths.map((path) => ({ path, status: statSync(path) }));
  for (const { path, status } of before.toReversed()) {
    const readable = status.isDirectory() ? 0o555 : 0o444;
    const isOpen = others === 'read' && !path.endsWith('pepper');
    const ofOthers = isOpen ? readable : 0;
    chmodSync(path, IS_ROOT ? 0o700 | ofOthers : ofOthers);
    if (IS_ROOT) chownSync(path, ANOTHER_USER, ANOTHER_USER);
  }
  return () => {
    for (const { path, status } of before) {
      chmodSync(path, status.mode);
      if (IS_ROOT) chownSync(path, status.uid, status.gid);
    }
  };
}
