import { PolicyBuilder } from '../policy/policy-builder.tsx';
import { usePolicy } from '../policy/use-policy.ts';

interface PolicyFieldProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly isService: boolean;
  readonly problem?: string | undefined;
}

/** The policy of one token. */
export function PolicyField({ text, onChange, isService, problem }: PolicyFieldProps) {
  const subject = { kind: isService ? 'service' : 'personal' } as const;
  const state = usePolicy({ text, subject, name: 'token' });
  return (
    <PolicyBuilder text={text} onChange={onChange} state={state} subject={subject} isHeld problem={problem} />
  );
}
