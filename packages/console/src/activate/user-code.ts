const LETTERS = 8;
const GROUP = 4;

/** A code as the terminal shows it, however it was typed: `wdjbmjht` is `WDJB-MJHT`. */
export function asShown(typed: string): string {
  const letters = typed.replace(/[\s\p{Pd}]/gu, '').toUpperCase();
  return letters.length === LETTERS ? `${letters.slice(0, GROUP)}-${letters.slice(GROUP)}` : letters;
}
