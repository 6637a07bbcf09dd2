import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from '../app/queries.ts';
import { momentText } from '../app/times.ts';
import { useNow } from '../app/use-now.ts';
import { Choices } from '../controls/choices.tsx';
import { TextField } from '../controls/text-field.tsx';
import { dateText, endOfLife, type Life, type LifeChoice, lifeChoices } from './life.ts';

const LABELS: Readonly<Record<LifeChoice, string>> = {
  '7': '7 days',
  '30': '30 days',
  '90': '90 days',
  '365': '1 year',
  date: 'Date',
  never: 'Never',
};

interface LifeFieldProps {
  readonly life: Life;
  readonly onChange: (life: Life) => void;
  readonly problem?: string | undefined;
}

export function LifeField({ life, onChange, problem }: LifeFieldProps) {
  const now = useNow();
  const { data: settings } = useQuery(settingsQuery);
  const end = endOfLife(life, now);
  const longest = settings?.maximumTokenLifetimeDays;
  return (
    <div className="field">
      <Choices
        legend="Expires"
        choices={lifeChoices(settings).map((value) => ({ value, label: LABELS[value] }))}
        value={life.choice}
        onChange={(choice) => onChange({ choice, date: life.date || dateText(now + 30 * 86_400_000) })}
      />
      {life.choice === 'date' && (
        <TextField
          label="Last day"
          type="date"
          min={dateText(now)}
          value={life.date}
          problem={problem}
          onChange={(event) => onChange({ choice: 'date', date: event.target.value })}
        />
      )}
      {problem && life.choice !== 'date' && <p className="field-problem">{problem}</p>}
      <p className={end === null ? 'help help-warning' : 'help'}>
        {end === null && 'It works until somebody ends it: a leaked secret stays valid. Prefer an end.'}
        {typeof end === 'number' && `Ends ${momentText(end)}.`}
        {longest ? ` Your organization allows ${longest} days at most.` : ''}
      </p>
    </div>
  );
}
