import type { Deployment } from '../deployment/deployment.ts';
import { daysBefore, idleTokens } from '../tokens/idle-tokens.ts';
import { longestLifeMs } from '../tokens/require-allowed-life.ts';
import type { Principal } from '../verification/principal.ts';
import type { AccountSettings } from './account-settings.ts';

/** What a change of one setting means for the tokens that the account has. */
export interface SettingEffect {
  readonly setting: keyof AccountSettings;
  /** How many tokens it touches. */
  readonly tokens: number;
  readonly description: string;
}

/**
 * How many tokens each changed setting would touch. Limits bind what is made or changed from then on: a token that
 * is beyond a new limit keeps working as it is, and is counted so that somebody can look after it.
 */
export async function settingEffects(
  { store, clock }: Deployment,
  { accountId, settings: before }: Principal,
  after: AccountSettings,
): Promise<readonly SettingEffect[]> {
  const { tokens } = store.reads;
  const nowMs = clock.now();
  const isChanged = (...names: (keyof AccountSettings)[]) =>
    names.some((name) => before[name] !== after[name]);
  const effects: SettingEffect[] = [];

  if (isChanged('maximumTokenLifetimeDays', 'neverExpiringTokens')) {
    const longestMs = longestLifeMs(after);
    const isLimited = longestMs !== null || !after.neverExpiringTokens;
    effects.push({
      setting:
        before.maximumTokenLifetimeDays === after.maximumTokenLifetimeDays
          ? 'neverExpiringTokens'
          : 'maximumTokenLifetimeDays',
      tokens: isLimited ? await tokens.countLongTokens(accountId, longestMs, nowMs) : 0,
      description: 'have a longer life than is allowed from now on, and keep it',
    });
  }
  if (isChanged('disableIdleTokensAfterDays')) {
    const days = after.disableIdleTokensAfterDays;
    effects.push({
      setting: 'disableIdleTokensAfterDays',
      tokens:
        days === null ? 0 : await tokens.countTokens(accountId, idleTokens(daysBefore(nowMs, days), nowMs)),
      description: 'were neither used nor changed for so long, and will be disabled within two hours',
    });
  }
  const services = () => tokens.countLiveTokens(accountId, 'service', nowMs);
  if (isChanged('serviceTokenLimit')) {
    effects.push({
      setting: 'serviceTokenLimit',
      tokens: Math.max(0, (await services()) - after.serviceTokenLimit),
      description: 'are beyond the limit, and keep working',
    });
  }
  if (isChanged('serviceTokens')) {
    effects.push({
      setting: 'serviceTokens',
      tokens: await services(),
      description: after.serviceTokens
        ? 'service tokens work again'
        : 'service tokens are refused by the management API',
    });
  }
  if (isChanged('restApi')) {
    effects.push({
      setting: 'restApi',
      tokens: (await services()) + (await tokens.countLiveTokens(accountId, 'personal', nowMs)),
      description: after.restApi
        ? 'tokens may call the management API again'
        : 'tokens are refused by the management API',
    });
  }
  return effects;
}
