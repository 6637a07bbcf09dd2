import type { Catalogue } from '../catalogue.ts';
import type { AccessLevel } from '../resource-type.ts';
import { listed } from './describe-resource.ts';

const MOST_NAMED = 6;

/** Actions as people say them; those that are all of one access level of the chain by the name of the level. */
export function describeActions(
  { actions, exceptActions }: Actions,
  chain: string,
  catalogue: Catalogue,
): string {
  if (exceptActions.length > 0) return `every action but ${shortList(exceptActions.map(quoted))}`;
  if (actions.includes('*')) return 'every action';
  const levels = Object.entries(actionsByLevel(chain, catalogue));
  const whole = levels.filter(
    ([, names]) => names.length > 1 && names.every((name) => actions.includes(name)),
  );
  const covered = new Set(whole.flatMap(([, names]) => names));
  const others = actions.filter((action) => !covered.has(action));
  return shortList([...whole.map(([level]) => `all ${level} actions`), ...others.map(quoted)]);
}

interface Actions {
  readonly actions: readonly string[];
  readonly exceptActions: readonly string[];
}

function quoted(action: string): string {
  return `\`${action}\``;
}

function shortList(texts: readonly string[]): string {
  if (texts.length <= MOST_NAMED) return listed(texts);
  return listed([...texts.slice(0, MOST_NAMED - 1), `${texts.length - MOST_NAMED + 1} more`]);
}

function actionsByLevel(chain: string, catalogue: Catalogue): Partial<Record<AccessLevel, string[]>> {
  const byLevel: Partial<Record<AccessLevel, string[]>> = {};
  for (const [action, level] of catalogue.chains.get(chain)?.actions ?? []) {
    const ofLevel = byLevel[level] ?? [];
    ofLevel.push(action);
    byLevel[level] = ofLevel;
  }
  return byLevel;
}
