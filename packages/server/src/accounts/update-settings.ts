import type { ChangeNote } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireAccess } from '../grants/require-access.ts';
import { requireGrantable } from '../grants/require-grantable.ts';
import type { AccountReads } from '../storage/account-store.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import { SELF_SERVICE_POLICY } from '../tokens/token-access.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import type { Principal } from '../verification/principal.ts';
import type { AccountSettings } from './account-settings.ts';
import { type SettingEffect, settingEffects } from './setting-effects.ts';

export interface UpdatedSettings {
  readonly settings: AccountSettings;
  /** What each changed setting means for tokens that exist. */
  readonly effects: readonly SettingEffect[];
}

type SettingsEdit = (settings: AccountSettings) => AccountSettings;

/**
 * Changes what the account decides for itself. Of two changes at once one loses: `changeAs` holds the settings to be
 * those that were judged.
 *
 * @throws Failure `forbidden`, `invalid_request`, `patch_failed`, `optimistic_locking_error`
 */
export async function updateSettings(
  deployment: Deployment,
  caller: Caller,
  edit: SettingsEdit,
  note: ChangeNote = {},
): Promise<UpdatedSettings> {
  const { principal } = caller;
  const { accountId } = principal;
  refuseSecrets({ comment: note.comment ?? '' });
  const { settings: wanted, effects } = await previewSettings(deployment, caller, edit);
  const names = changedNames(principal.settings, wanted);
  if (names.length === 0) return { settings: wanted, effects };

  await changeAs(deployment, caller, async (changes) => {
    await changes.accounts.replaceSettings(accountId, wanted);
    changes.recordChange({ accountId, kind: 'account', id: accountId });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action: 'updateSettings',
      target: {
        kind: 'account',
        id: accountId,
        name: await organization(changes, accountId),
        resource: 'acct',
      },
      verb: 'changed the settings of the account',
      description: names
        .map((name) => `Changed \`${name}\` from \`${principal.settings[name]}\` to \`${wanted[name]}\``)
        .join('; '),
      ...note,
      previousVersion: principal.settings,
      currentVersion: wanted,
    });
  });
  return { settings: wanted, effects };
}

/**
 * What a change of the settings would mean. Nothing is stored.
 *
 * @throws Failure as `updateSettings`, but for races
 */
export async function previewSettings(
  deployment: Deployment,
  { principal }: Caller,
  edit: SettingsEdit,
): Promise<UpdatedSettings> {
  requireAccess(principal, 'updateSettings', 'acct');
  const settings = edit(principal.settings);
  requireConsistent(settings);
  requireWayBack(principal, settings);
  if (settings.selfServiceTokens && !principal.settings.selfServiceTokens) {
    await requireGrantable(deployment, principal, { scope: { inlineRole: SELF_SERVICE_POLICY } });
  }
  return { settings, effects: await settingEffects(deployment, principal, settings) };
}

/** Whoever is signed in can undo it; a token would shut out every token, itself included. @throws Failure `forbidden` */
function requireWayBack({ authKind, settings }: Principal, wanted: AccountSettings): void {
  if (authKind === 'session' || wanted.restApi || !settings.restApi) return;
  throw new Failure(
    'forbidden',
    '`restApi`: a token cannot switch off the API that it would need to switch it on',
    {
      hint: 'sign in and switch it off there',
    },
  );
}

/** @throws Failure `invalid_request` for settings that contradict each other */
function requireConsistent(settings: AccountSettings): void {
  const { maximumTokenLifetimeDays: longest, defaultTokenLifetimeDays: usual } = settings;
  if (longest !== null && usual !== null && usual > longest) {
    throw new Failure(
      'invalid_request',
      '`defaultTokenLifetimeDays` is longer than `maximumTokenLifetimeDays`',
    );
  }
  if (!settings.neverExpiringTokens && longest === null && usual === null) {
    throw new Failure(
      'invalid_request',
      '`neverExpiringTokens`: tokens created without `expiry` need an end',
      {
        hint: 'set `defaultTokenLifetimeDays` or `maximumTokenLifetimeDays` too',
      },
    );
  }
}

function changedNames(before: AccountSettings, after: AccountSettings): readonly (keyof AccountSettings)[] {
  return (Object.keys(before) as (keyof AccountSettings)[]).filter((name) => before[name] !== after[name]);
}

async function organization(
  changes: { readonly accounts: AccountReads },
  accountId: string,
): Promise<string> {
  return (await changes.accounts.findAccount(accountId))?.organization ?? '';
}
