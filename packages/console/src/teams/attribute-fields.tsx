import { Button } from '../controls/button.tsx';
import { TextField } from '../controls/text-field.tsx';
import type { AttributeRow } from './role-attributes.ts';

interface AttributeFieldsProps {
  /** In whose roles they stand for something. */
  readonly whose: string;
  readonly rows: readonly AttributeRow[];
  readonly onChange: (rows: readonly AttributeRow[]) => void;
  readonly problem?: string | undefined;
}

/** What `${roleAttribute/NAME}` stands for in the roles of a team or member. */
export function AttributeFields({ whose, rows, onChange, problem }: AttributeFieldsProps) {
  const change = (id: number, part: Partial<AttributeRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const nextId = Math.max(-1, ...rows.map(({ id }) => id)) + 1;
  return (
    <fieldset className="field">
      <legend className="label">Role attributes</legend>
      <p className="help">
        What <code>$&#123;roleAttribute/NAME&#125;</code> stands for in the roles of {whose}. A value that
        holds a comma stands in quotes: <code>a, "b, c"</code>.
      </p>
      {problem && <p className="field-problem">{problem}</p>}
      {rows.map(({ id, name, values }) => (
        <div key={id} className="attribute">
          <TextField
            label="Name"
            className="mono"
            spellCheck={false}
            value={name}
            onChange={(event) => change(id, { name: event.target.value })}
          />
          <TextField
            label="Values"
            className="mono"
            spellCheck={false}
            placeholder="between commas"
            value={values}
            onChange={(event) => change(id, { values: event.target.value })}
          />
          <Button
            kind="quiet"
            aria-label={`Leave out the attribute ${name}`}
            onClick={() => onChange(rows.filter((row) => row.id !== id))}
          >
            Leave out
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange([...rows, { id: nextId, name: '', values: '' }])}>
          Add attribute
        </Button>
      </div>
    </fieldset>
  );
}
