import { type Static, Type } from 'typebox';
import type { AccountSettings } from '../../accounts/account-settings.ts';
import { previewSettings, updateSettings } from '../../accounts/update-settings.ts';
import { patchDocument } from '../../patch/patch-document.ts';
import { callerOf, principalOf } from '../authenticate-request.ts';
import { documentCheck } from '../check-document.ts';
import { AccountSettingsSchema, DryRunQuerySchema } from '../schemas/account-settings.ts';
import { errorResponses } from '../schemas/error.ts';
import { type PatchSchema, patchRequestFrom } from '../schemas/patch.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/account/settings';
const tags = ['Account'];

/** What is left when a patch removes a limit. */
const WITHOUT_LIMITS = {
  maximumTokenLifetimeDays: null,
  defaultTokenLifetimeDays: null,
  disableIdleTokensAfterDays: null,
};

const checkSettings = documentCheck(AccountSettingsSchema);

/** What an account decides for itself. Everybody may read it: it says what they may do. */
export const accountSettingsRoutes: Routes = (app, deployment) => {
  app.get(
    PATH,
    {
      schema: {
        operationId: 'getAccountSettings',
        tags,
        summary: 'Get the settings of the account',
        response: {
          200: Type.Ref('AccountSettings#', { description: 'The settings' }),
          ...errorResponses(401, 403),
        },
      },
    },
    async (request) => principalOf(request).settings,
  );

  app.patch(
    PATH,
    {
      schema: {
        operationId: 'patchAccountSettings',
        tags,
        summary: 'Change the settings of the account',
        description:
          'Needs `updateSettings`. The answer says how many tokens each change touches; with `dryRun=true` it is all that happens.',
        querystring: DryRunQuerySchema,
        body: Type.Unsafe<Static<typeof PatchSchema>>(Type.Ref('Patch#')),
        response: {
          200: Type.Ref('UpdatedAccountSettings#', { description: 'The settings and what changed by them' }),
          ...errorResponses(401, 403, 409, 413, 415, 422),
        },
      },
    },
    async (request) => {
      const { patch, note } = patchRequestFrom(request.body);
      const edit = (settings: AccountSettings) =>
        checkSettings({
          ...WITHOUT_LIMITS,
          ...patchDocument({ editable: { ...settings }, readOnly: {} }, patch),
        });
      const dryRun = request.query.dryRun === 'true';
      const caller = callerOf(request);
      const { settings, effects } = dryRun
        ? await previewSettings(deployment, caller, edit)
        : await updateSettings(deployment, caller, edit, note);
      return { settings, effects: [...effects], dryRun };
    },
  );
};
