import { useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';

interface CopyButtonProps {
  readonly text: string;
  readonly label?: string;
  /** What is said to a screen reader: `Secret copied`. */
  readonly said: string;
  readonly kind?: 'primary' | 'plain' | 'quiet';
  readonly autoFocus?: boolean;
  readonly onCopied?: () => void;
  /** Told when the browser lets nobody copy: whoever shows the text selects it. */
  readonly onRefused?: () => void;
}

const SHOWN_MS = 2_000;
const REFUSED = 'Press Ctrl+C';

export function CopyButton(props: CopyButtonProps) {
  const { text, label = 'Copy', said, kind = 'plain', autoFocus = false, onCopied, onRefused } = props;
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    const isCopied = place.current !== null && (await copyText(text, place.current));
    setState(isCopied ? 'copied' : 'refused');
    if (isCopied) onCopied?.();
    else onRefused?.();
  }

  const shown = { idle: label, copied: 'Copied', refused: REFUSED }[state];
  return (
    <span ref={place} className="copy">
      <Button
        kind={kind}
        autoFocus={autoFocus}
        onClick={copy}
        aria-label={state === 'idle' ? `${label} ${said.replace(/ copied$/, '').toLowerCase()}` : shown}
      >
        {shown}
      </Button>
      <span role="status" className="hidden">
        {state === 'copied' ? said : state === 'refused' ? REFUSED : ''}
      </span>
    </span>
  );
}
