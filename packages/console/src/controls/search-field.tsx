import { useEffect, useRef, useState } from 'react';
import { holdsPartOfSecret, secretIn } from '../app/secret-form.ts';
import { say } from './toasts.tsx';
import { useFirstFocus } from './use-first-focus.ts';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  /** What else it takes, as a tooltip. */
  readonly title?: string;
  readonly value: string;
  /** Whether writing goes on in it when it appears. */
  readonly autoFocus?: boolean;
  /** Told of another text than the value, a moment after the last key. */
  readonly onSearch: (text: string) => void;
  /** A whole secret was put in: where it can be looked up. It is in the field no more, and never was in the address. */
  readonly onSecret?: (secret: string) => void;
}

const PAUSE_MS = 120;
const ELSEWHERE = 'A secret is looked up in the search box of the access tokens, not here.';
const CUT_OFF =
  'This looks like a secret that was cut off, so it was not searched for. Paste the whole secret, or its last 4 characters.';

/** A text that a list is searched by. No secret is: it would stand in the address. */
export function SearchField(props: SearchFieldProps) {
  const { label, placeholder, title, value, autoFocus = false, onSearch, onSecret } = props;
  const place = useRef<HTMLInputElement>(null);
  useFirstFocus(place, autoFocus);
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Back and a cleared filter change the address, and the field follows; while somebody types, the field leads.
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
    if (!holdsPartOfSecret(next)) {
      setText(next);
      timer.current = setTimeout(() => search(next), PAUSE_MS);
      return;
    }
    setText('');
    search('');
    const secret = secretIn(next);
    if (onSecret === undefined) say(ELSEWHERE);
    else if (secret === undefined) say(CUT_OFF);
    else onSecret(secret);
  }

  return (
    <input
      ref={place}
      type="search"
      className="input search"
      aria-label={label}
      placeholder={placeholder}
      title={title}
      autoComplete="off"
      spellCheck={false}
      maxLength={256}
      value={text}
      onChange={(event) => change(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && search(text)}
    />
  );
}
