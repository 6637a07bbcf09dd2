import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useState } from 'react';
import { keyward, type Team } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { forgetRights } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { Chip } from '../controls/chip.tsx';
import { Problem } from '../controls/problem.tsx';
import { say } from '../controls/toasts.tsx';

type Line = Awaited<ReturnType<typeof keyward.teams.importMembers>>['items'][number];

const SHOWN = 200;

/** Adds the members of a file: all of them, or nobody, and then it says what is wrong with which line. */
export function ImportMembers({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const client = useQueryClient();
  const [lines, setLines] = useState<readonly Line[]>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);

  async function send(event: ChangeEvent<HTMLInputElement>) {
    const { currentTarget: field } = event;
    const file = field.files?.[0];
    if (file === undefined || isBusy) return;
    setIsBusy(true);
    setFailure(undefined);
    setLines(undefined);
    try {
      const { items } = await keyward.teams.importMembers(team.key, await file.text());
      setLines(items);
      if (items.every(({ status }) => status === 'success')) {
        await forgetRights(client);
        say(`Added ${counted(items.length, 'member')}`);
      }
    } catch (error) {
      setFailure(error);
    }
    // So that the same file, mended, is sent again.
    field.value = '';
    setIsBusy(false);
  }

  return (
    <section className="form framed" aria-label="Members by a file" aria-busy={isBusy}>
      <label className="field">
        <span className="label">CSV file</span>
        <input
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          aria-describedby="csv-help"
          onChange={send}
        />
        <span className="help" id="csv-help">
          E-mail addresses in its first column. All of them are added, or nobody.
        </span>
      </label>
      {failure !== undefined && <Problem title="Nobody was added" error={failure} />}
      <div role="status">{lines && <Summary lines={lines} />}</div>
      {lines && <Lines lines={lines} />}
      <div className="row-buttons">
        <Button onClick={onClose}>Close</Button>
      </div>
    </section>
  );
}

function Summary({ lines }: { readonly lines: readonly Line[] }) {
  const wrong = lines.filter(({ status }) => status === 'error').length;
  if (wrong === 0) return <p>Added {counted(lines.length, 'member')}.</p>;
  return (
    <p className="warning">
      Nobody was added: {counted(wrong, 'line')} of {lines.length} cannot be used. Mend{' '}
      {wrong === 1 ? 'it' : 'them'} and upload the file again.
    </p>
  );
}

/** What is wrong comes first; of a long file the rest is counted. */
function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const ordered = lines.toSorted(
    (one, other) => Number(one.status === 'success') - Number(other.status === 'success'),
  );
  return (
    <ul className="csv-lines">
      {ordered.slice(0, SHOWN).map(({ status, value, message }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an address may stand in a file several times
        <li key={index}>
          <Chip tone={status === 'error' ? 'danger' : 'ok'}>{status === 'error' ? 'Mistake' : 'Fine'}</Chip>
          <span className="mono cut">{value}</span>
          {message && <span className="meta">{inWords(message)}</span>}
        </li>
      ))}
      {lines.length > SHOWN && <li className="faint">and {lines.length - SHOWN} more</li>}
    </ul>
  );
}

/** The service keeps the words that LaunchDarkly's clients know. */
const IN_WORDS: Readonly<Record<string, string>> = {
  'empty row': 'the line is blank',
  'invalid email formatting': 'this is no e-mail address',
  'duplicate entry': 'the address stood in a line before',
  'email already exists in the specified team': 'belongs to the team already',
  'email does not belong to a LaunchDarkly member':
    'nobody whom you may see has this address; invite them first',
};

function inWords(message: string): string {
  const [, line = '', problem = ''] = /^(Line \d+: )(.*)$/s.exec(message) ?? [];
  return line + (IN_WORDS[problem] ?? problem) || message;
}
