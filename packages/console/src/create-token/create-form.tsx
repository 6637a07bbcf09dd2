import { useQuery } from '@tanstack/react-query';
import { accessesQuery, rolesQuery, settingsQuery } from '../app/queries.ts';
import { useNow } from '../app/use-now.ts';
import { Check } from '../controls/check.tsx';
import { Select } from '../controls/select.tsx';
import { TextField } from '../controls/text-field.tsx';
import { reasonAgainstKind } from '../tokens/token-rights.ts';
import { API_VERSIONS, type Draft, type DraftProblems, emptyDraft } from './draft.ts';
import { draftInWords } from './in-words.ts';
import { LifeField } from './life-field.tsx';
import { SameName } from './same-name.tsx';
import { ScopeField } from './scope-field.tsx';
import { ServiceCount } from './service-count.tsx';
import { TEMPLATES } from './templates.ts';

interface CreateFormProps {
  readonly draft: Draft;
  readonly problems: DraftProblems;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly isClone: boolean;
}

export function CreateForm({ draft, problems, onChange, isClone }: CreateFormProps) {
  const { data: settings } = useQuery(settingsQuery);
  const { data: roles } = useQuery(rolesQuery);
  const { data: accesses } = useQuery(accessesQuery);
  const now = useNow();
  const serviceReason =
    settings?.serviceTokens === false
      ? 'Service tokens are switched off in your organization'
      : reasonAgainstKind(accesses, 'service');
  const versions = API_VERSIONS.map((version, index) => ({
    value: String(version),
    label: String(version),
    note: index === 0 ? 'The latest' : undefined,
  }));
  return (
    <>
      {!isClone && (
        <fieldset className="templates">
          <legend className="label">Start from</legend>
          <button type="button" className="template" onClick={() => onChange(emptyDraft(settings))}>
            Blank
          </button>
          {TEMPLATES.map(({ name, fill }) => (
            <button
              key={name}
              type="button"
              className="template"
              onClick={() => onChange({ ...emptyDraft(settings), ...fill })}
            >
              {name}
            </button>
          ))}
        </fieldset>
      )}
      <div>
        <TextField
          label="Name"
          autoFocus
          maxLength={256}
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
          problem={problems.name}
        />
        <SameName name={draft.name} />
      </div>
      <TextField
        label="Description"
        isOptional
        maxLength={4096}
        value={draft.description}
        onChange={(event) => onChange({ description: event.target.value })}
        problem={problems.description}
      />
      <ScopeField scope={draft} onChange={onChange} isService={draft.isService} problems={problems} />
      <LifeField life={draft.life} onChange={(life) => onChange({ life })} problem={problems.life} />
      <Select
        label="API version"
        options={versions}
        value={String(draft.apiVersion)}
        onChange={(value) =>
          onChange({
            apiVersion: API_VERSIONS.find((version) => String(version) === value) ?? API_VERSIONS[0],
          })
        }
      />
      <Check
        label="This is a service token"
        help="It belongs to the organization, not to you. Its permissions are fixed once it is saved."
        checked={draft.isService}
        reason={serviceReason}
        onChange={(event) => onChange({ isService: event.target.checked })}
      />
      {draft.isService && <ServiceCount />}
      <details className="advanced" open={draft.allowedIps !== '' || draft.tags !== ''}>
        <summary>Allowed addresses and tags</summary>
        <TextField
          label="Allowed addresses"
          isOptional
          className="mono"
          placeholder="203.0.113.7, 10.0.0.0/8"
          value={draft.allowedIps}
          onChange={(event) => onChange({ allowedIps: event.target.value })}
          help="Addresses and CIDR ranges from which it works. Empty: from everywhere."
          problem={problems.allowedIps}
        />
        <TextField
          label="Tags"
          isOptional
          value={draft.tags}
          onChange={(event) => onChange({ tags: event.target.value })}
          help="Policies can select tokens by them."
          problem={problems.tags}
        />
      </details>
      <section className="in-words" aria-live="polite" aria-label="In words">
        <h3>In words</h3>
        <p>{draftInWords(draft, roles, now)}</p>
      </section>
    </>
  );
}
