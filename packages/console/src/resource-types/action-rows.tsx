import { useId, useRef } from 'react';
import { Button } from '../controls/button.tsx';
import { CloseIcon } from '../controls/icons.tsx';
import { levelOptions } from './level-words.ts';
import { type DraftedAction, type Level, withAction } from './type-draft.ts';

interface ActionRowsProps {
  readonly actions: readonly DraftedAction[];
  readonly problem: string | undefined;
  readonly onChange: (actions: readonly DraftedAction[]) => void;
}

/** Each action with the base role from which on it may be done. Enter in a name adds a row. */
export function ActionRows({ actions, problem, onChange }: ActionRowsProps) {
  const problemId = useId();
  const list = useRef<HTMLDivElement>(null);

  function add() {
    onChange(withAction(actions));
    requestAnimationFrame(() => {
      const names = list.current?.querySelectorAll<HTMLInputElement>('.action-row input');
      names?.[names.length - 1]?.focus();
    });
  }

  function change(id: number, part: Partial<DraftedAction>) {
    onChange(actions.map((action) => (action.id === id ? { ...action, ...part } : action)));
  }

  return (
    <fieldset className="action-rows" aria-describedby={problem ? problemId : undefined}>
      <legend className="label">Actions</legend>
      <div className="action-list" ref={list}>
        {actions.map(({ id, name, level }, index) => (
          <div className="action-row" key={id}>
            <input
              className="input mono"
              aria-label={`Action ${index + 1}`}
              aria-invalid={problem ? true : undefined}
              autoComplete="off"
              spellCheck={false}
              placeholder="viewInvoice"
              value={name}
              onChange={(event) => change(id, { name: event.target.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || name.trim() === '') return;
                event.preventDefault();
                add();
              }}
            />
            <select
              className="input"
              aria-label={`Who may do action ${index + 1}`}
              value={level}
              onChange={(event) => change(id, { level: event.target.value as Level })}
            >
              {levelOptions.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
            <button
              type="button"
              className="icon-button"
              aria-label={`Remove action ${name === '' ? index + 1 : name}`}
              onClick={() => onChange(actions.filter((action) => action.id !== id))}
            >
              <CloseIcon />
            </button>
          </div>
        ))}
      </div>
      {problem && (
        <p className="field-problem" id={problemId}>
          {problem}
        </p>
      )}
      <div className="row-buttons">
        <Button onClick={add}>Add an action</Button>
      </div>
    </fieldset>
  );
}
