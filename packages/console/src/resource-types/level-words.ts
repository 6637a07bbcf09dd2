import type { Option } from '../controls/select.tsx';
import type { Level } from './type-draft.ts';

/** From which base role on an action of the level may be done. */
const ROLES: Readonly<Record<Level, string>> = {
  read: 'Reader',
  write: 'Writer',
  admin: 'Admin',
  owner: 'Owner',
};

export const levelWords = (level: Level): string =>
  level === 'owner' ? 'Owner' : `${ROLES[level]} and above`;

export const levelOptions: readonly Option<Level>[] = (Object.keys(ROLES) as Level[]).map((level) => ({
  value: level,
  label: levelWords(level),
}));
