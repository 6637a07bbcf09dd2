import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keyward, type Settings } from '../app/keyward.ts';
import { forgetRights, settingsQuery } from '../app/queries.ts';
import { useSettled } from '../app/use-settled.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { say } from '../controls/toasts.tsx';
import { LimitField, SwitchField } from './limit-fields.tsx';
import { changesOf, type SettingChange, settingMistakes, settingsDraftOf } from './settings-draft.ts';

interface LimitsFormProps {
  readonly settings: Settings;
  /** Why they cannot be changed. */
  readonly reason: string | undefined;
}

/** Every setting with what its change would touch, as the service counts it without storing anything. */
export function LimitsForm({ settings, reason }: LimitsFormProps) {
  const client = useQueryClient();
  // Others may save while the form is open: only what is changed here is sent.
  const [start, setStart] = useState(settings);
  const [draft, setDraft] = useState(() => settingsDraftOf(start));
  const [comment, setComment] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const mistakes = settingMistakes(draft);
  const changes = changesOf(draft, start);
  const isWhole = Object.keys(mistakes).length === 0;
  const settled = useSettled(JSON.stringify(isWhole ? changes : []));
  const preview = useQuery({
    queryKey: ['settings', 'preview', settled],
    queryFn: ({ signal }) =>
      keyward.account.updateSettings(JSON.parse(settled) as SettingChange[], { dryRun: true }, { signal }),
    enabled: settled !== '[]' && reason === undefined,
  });
  const isCurrent = settled === JSON.stringify(changes);
  const effects = isCurrent ? preview.data?.effects : undefined;
  const field = { draft, mistakes, effects, reason, onChange: setDraft };

  function beginWith(begun: Settings) {
    setStart(begun);
    setDraft(settingsDraftOf(begun));
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    setFailure(undefined);
    if (!isWhole || isBusy || reason !== undefined || changes.length === 0) return;
    setIsBusy(true);
    try {
      const { settings: saved } = await keyward.account.updateSettings({
        patch: [...changes],
        ...(comment.trim() !== '' && { comment: comment.trim() }),
      });
      client.setQueryData(settingsQuery.queryKey, saved);
      beginWith(saved);
      setComment('');
      await client.invalidateQueries({ queryKey: ['settings', 'preview'], refetchType: 'none' });
      await forgetRights(client);
      say('Saved the settings');
    } catch (error) {
      setFailure(error);
    }
    setIsBusy(false);
  }

  const nothing = changes.length === 0 ? 'Nothing is changed' : undefined;
  return (
    <form className="form limits" onSubmit={save} aria-label="Limits" noValidate>
      <section className="card form" aria-labelledby="life">
        <h2 id="life">Life of tokens</h2>
        <LimitField
          {...field}
          name="maximumTokenLifetimeDays"
          label="Longest life"
          suffix="days"
          help="Empty: any. Tokens that are there keep the end they have."
        />
        <LimitField
          {...field}
          name="defaultTokenLifetimeDays"
          label="Default life"
          suffix="days"
          help="Of tokens that are made without an end. Empty: without end."
        />
        <SwitchField {...field} name="neverExpiringTokens" label="Tokens may be without an end" />
        <LimitField
          {...field}
          name="disableIdleTokensAfterDays"
          label="Disable idle tokens after"
          suffix="days"
          help="Neither used nor changed for so long. They can be enabled again. Empty: never."
        />
        <LimitField
          {...field}
          name="maximumOverlapHours"
          label="Longest overlap of a reset"
          suffix="hours"
          help="For so long an old secret may stay alive. 720 hours are 30 days."
        />
      </section>
      <section className="card form" aria-labelledby="who">
        <h2 id="who">Who may create what</h2>
        <SwitchField
          {...field}
          name="selfServiceTokens"
          label="Every member may create personal tokens"
          help="And manage their own, whatever the role."
        />
        <SwitchField {...field} name="serviceTokens" label="Service tokens" help="May be created and used." />
        <LimitField
          {...field}
          name="serviceTokenLimit"
          label="Most service tokens"
          suffix="tokens"
          help="That work at one time."
        />
        <SwitchField {...field} name="customRoles" label="Custom roles" help="May be created and given." />
        <SwitchField
          {...field}
          name="restApi"
          label="Tokens may call the management API"
          help="Who is signed in goes on."
        />
      </section>
      {changes.length > 0 && (
        <TextField
          label="Comment for the audit log"
          isOptional
          value={comment}
          maxLength={1_000}
          onChange={(event) => setComment(event.target.value)}
        />
      )}
      {isCurrent && preview.error && <Problem title="This cannot be saved" error={preview.error} />}
      {failure !== undefined && <Problem title="The settings were not saved" error={failure} />}
      <div className="row-buttons">
        <Button kind="primary" type="submit" isBusy={isBusy} reason={reason ?? nothing}>
          Save settings
        </Button>
        {changes.length > 0 && <Button onClick={() => beginWith(settings)}>Undo changes</Button>}
      </div>
    </form>
  );
}
