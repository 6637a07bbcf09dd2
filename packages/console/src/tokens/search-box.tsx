import { useEffect, useRef, useState } from 'react';
import { say } from '../controls/toasts.tsx';
import { holdsPartOfSecret, secretIn } from './secret-form.ts';

interface SearchBoxProps {
  readonly value: string;
  readonly onSearch: (text: string) => void;
  /** A whole secret was put in. It is in the box no more, and never was in the address. */
  readonly onSecret: (secret: string) => void;
}

const PAUSE_MS = 120;
const CUT_OFF =
  'This looks like a secret that was cut off, so it was not searched for. Paste the whole secret, or its last 4 characters.';

export function SearchBox({ value, onSearch, onSecret }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Back and a cleared filter change the address, and the box follows; while somebody types, the box leads.
  useEffect(() => {
    clearTimeout(timer.current);
    setText(value);
  }, [value]);

  function change(next: string) {
    clearTimeout(timer.current);
    const secret = secretIn(next);
    if (secret !== undefined || holdsPartOfSecret(next)) {
      setText('');
      onSearch('');
      return secret === undefined ? say(CUT_OFF) : onSecret(secret);
    }
    setText(next);
    timer.current = setTimeout(() => onSearch(next.trim()), PAUSE_MS);
  }

  return (
    <input
      type="search"
      className="input search"
      aria-label="Search tokens"
      placeholder="Search name, owner, or last 4 characters"
      title="Or paste a whole secret to see whose it is"
      autoComplete="off"
      spellCheck={false}
      maxLength={256}
      value={text}
      onChange={(event) => change(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        clearTimeout(timer.current);
        onSearch(text.trim());
      }}
    />
  );
}
