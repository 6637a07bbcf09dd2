import { Link } from '@tanstack/react-router';
import { counted, countText } from '../app/numbers.ts';
import type { TokenSearch } from '../tokens/token-search.ts';
import type { SettingName } from './settings-draft.ts';

export interface Effect {
  readonly setting: string;
  readonly tokens: number;
  readonly description: string;
}

interface SettingEffectProps {
  readonly name: SettingName;
  /** As it is typed, for a number. */
  readonly wanted?: string;
  /** Undefined while nothing is known. */
  readonly effects: readonly Effect[] | undefined;
}

/** Where the tokens stand that a setting counts: first in the list, where it is sorted. */
const LISTS: Readonly<Partial<Record<SettingName, TokenSearch>>> = {
  maximumTokenLifetimeDays: { sort: '-expiry' },
  neverExpiringTokens: { sort: '-expiry' },
  serviceTokenLimit: { type: 'service' },
  serviceTokens: { type: 'service' },
  restApi: {},
};

/** How many tokens the change would touch, before it is saved. */
export function SettingEffect({ name, wanted, effects }: SettingEffectProps) {
  const effect = effects?.find(({ setting }) => setting === name);
  const list =
    name === 'disableIdleTokensAfterDays'
      ? { unusedFor: `${wanted?.trim()}d`, sort: 'lastModified' }
      : LISTS[name];
  return (
    <p
      role="status"
      className={effect && effect.tokens > 0 ? 'setting-effect setting-effect-some' : 'setting-effect help'}
    >
      {effect?.tokens === 0 && 'Touches no token.'}
      {effect && effect.tokens > 0 && (
        <>
          Would affect {counted(effect.tokens, 'token')}: they {wordsOf(effect.description)}.{' '}
          {list && (
            <Link to="/tokens" search={list} target="_blank">
              Show them
              {list.sort &&
                `, the first ${effect.tokens === 1 ? 'one' : countText(effect.tokens)} of the list`}
            </Link>
          )}
        </>
      )}
    </p>
  );
}

/** The sentence of the service without its subject. */
function wordsOf(description: string): string {
  return description.replace(/^(service )?tokens /, '');
}
