export interface Strength {
  /** 0: too short, 4: strong. */
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly words: string;
}

const MINIMUM = 12;
const ORDINARY = /(password|passphrase|qwert|asdf|letmein|welcome|keyward|admin|123456|abcdef|iloveyou)/gi;

/** A rough guess at how hard a passphrase is to guess: length counts, repetition and what everybody takes do not. */
export function passphraseStrength(text: string): Strength {
  if (text.length < MINIMUM) {
    const missing = MINIMUM - text.length;
    return { level: 0, words: `${missing} more ${missing === 1 ? 'character' : 'characters'} needed.` };
  }
  const rest = text.replace(ORDINARY, '').replace(/(.)\1+/g, '$1');
  const variety = new Set(rest.toLowerCase()).size;
  const weight = Math.min(rest.length, variety * 2);
  if (weight < 10) return { level: 1, words: 'Weak: easy to guess.' };
  if (weight < 14) return { level: 2, words: 'Fair. A few more words make it strong.' };
  if (weight < 20) return { level: 3, words: 'Good.' };
  return { level: 4, words: 'Strong.' };
}
