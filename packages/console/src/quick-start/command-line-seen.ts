const keyOf = (memberId: string) => `keyward.command-line-seen.${memberId}`;

/** A later use by another program hides it from the service: what was seen of a member is remembered in this browser. */
export function noteCommandLine(memberId: string): void {
  try {
    localStorage.setItem(keyOf(memberId), 'yes');
  } catch {
    // Without storage it lasts as long as the page.
  }
}

export function isCommandLineSeen(memberId: string): boolean {
  try {
    return localStorage.getItem(keyOf(memberId)) === 'yes';
  } catch {
    return false;
  }
}
