import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { resourceTypesQuery } from '../app/queries.ts';
import { holdsPartOfSecret } from '../app/secret-form.ts';
import { Button } from '../controls/button.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Select } from '../controls/select.tsx';
import { TextField } from '../controls/text-field.tsx';
import { exampleIn, fitsOne, type WhoCan, type WhoCanSearch } from './who-can-search.ts';

interface WhoCanFormProps {
  readonly asked: WhoCanSearch;
  readonly onAsk: (question: WhoCan) => void;
}

export function WhoCanForm({ asked, onAsk }: WhoCanFormProps) {
  const { data, error, refetch } = useQuery(resourceTypesQuery);
  const types = data?.items.filter(({ actions }) => Object.keys(actions).length > 0) ?? [];
  const [chosenType, setType] = useState(asked.type);
  const [chosenAction, setAction] = useState(asked.action);
  const [typed, setTyped] = useState(asked.resource);
  const [problem, setProblem] = useState<string>();
  const type = types.find(({ name }) => name === chosenType) ?? types[0];
  if (error) return <Problem title="Couldn't load the actions" error={error} onRetry={refetch} />;
  if (type === undefined) return data ? null : <Loading />;
  const actions = Object.keys(type.actions);
  const action = actions.find((each) => each === chosenAction) ?? actions[0] ?? '';
  const resource = typed ?? exampleIn(type.chains[0] ?? type.name);

  function ask(event: FormEvent) {
    event.preventDefault();
    const name = resource.trim();
    if (type === undefined) return;
    if (holdsPartOfSecret(name)) {
      setTyped('');
      return setProblem('That holds a secret. Name a resource.');
    }
    if (!fitsOne(name, type.chains)) {
      const places = type.chains.map((chain) => `“${exampleIn(chain)}”`).join(' or ');
      return setProblem(`Name a whole resource, such as ${places}.`);
    }
    setProblem(undefined);
    onAsk({ type: type.name, action, resource: name });
  }

  return (
    <form className="card form who-can" onSubmit={ask} aria-label="Question" noValidate>
      <Select
        label="Type"
        options={types.map(({ name }) => ({ value: name, label: name }))}
        value={type.name}
        onChange={(next) => {
          setType(next);
          setAction(undefined);
          setTyped(undefined);
        }}
      />
      <Select
        label="Action"
        options={actions.map((name) => ({ value: name, label: name }))}
        value={action}
        onChange={setAction}
      />
      <TextField
        label="Resource"
        className="mono"
        spellCheck={false}
        value={resource}
        problem={problem}
        help="Its whole name. “any” stands for one that nothing names."
        onChange={(event) => setTyped(event.target.value)}
      />
      <div>
        <Button kind="primary" type="submit">
          Find who can
        </Button>
      </div>
    </form>
  );
}
