import { type FormEvent, useState } from 'react';
import { keyward, type Token } from '../app/keyward.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { type Answer, DecisionAnswer } from '../decision/decision-answer.tsx';

/** Asks the policy engine whether the token may do something, and why. */
export function TryRequest({ token }: { readonly token: Token }) {
  const [action, setAction] = useState('viewToken');
  const [resource, setResource] = useState('service-token/*');
  const [answer, setAnswer] = useState<Answer>();
  const [failure, setFailure] = useState<unknown>();

  async function ask(event: FormEvent) {
    event.preventDefault();
    setFailure(undefined);
    setAnswer(undefined);
    try {
      const requests = [{ action: action.trim(), resource: resource.trim() }];
      const { items } = await keyward.policies.explain({ tokenId: token._id, requests });
      setAnswer(items[0]);
    } catch (error) {
      setFailure(error);
    }
  }

  return (
    <section className="try">
      <h3>Try a request</h3>
      <form onSubmit={ask} className="try-line">
        <TextField
          label="Action"
          className="mono"
          required
          spellCheck={false}
          value={action}
          onChange={(event) => setAction(event.target.value)}
        />
        <TextField
          label="Resource"
          className="mono"
          required
          spellCheck={false}
          value={resource}
          onChange={(event) => setResource(event.target.value)}
        />
        <Button type="submit">Try</Button>
      </form>
      {failure !== undefined && <Problem title="The request was not tried" error={failure} />}
      <div role="status">{answer && <DecisionAnswer answer={answer} />}</div>
    </section>
  );
}
