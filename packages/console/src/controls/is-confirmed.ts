/** Whether what was typed is the name, as the service compares them: NFKC, without white space at the ends. */
export function isConfirmed(typed: string, name: string): boolean {
  return typed.normalize('NFKC').trim() === name.normalize('NFKC').trim();
}
