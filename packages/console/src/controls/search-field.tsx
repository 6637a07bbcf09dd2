import { useEffect, useRef, useState } from 'react';
import { holdsPartOfSecret } from '../tokens/secret-form.ts';
import { say } from './toasts.tsx';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** Told of another text than the value, a moment after the last key. */
  readonly onSearch: (text: string) => void;
}

const PAUSE_MS = 250;

/** A text that a list is searched by. No secret is: it would stand in the address. */
export function SearchField({ label, placeholder, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(timer.current);
    setText(value);
  }, [value]);

  function search(next: string) {
    clearTimeout(timer.current);
    if (next.trim() !== value) onSearch(next.trim());
  }

  function change(next: string) {
    clearTimeout(timer.current);
    if (holdsPartOfSecret(next)) {
      setText('');
      return say('A secret is looked up in the search box of the access tokens, not here.');
    }
    setText(next);
    timer.current = setTimeout(() => search(next), PAUSE_MS);
  }

  return (
    <input
      type="search"
      className="input search"
      aria-label={label}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      maxLength={256}
      value={text}
      onChange={(event) => change(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && search(text)}
    />
  );
}
