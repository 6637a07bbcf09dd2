const KEY = 'keyward.command-line-seen';

/** A later use by another program hides it from the service: what was seen is remembered in this browser. */
export function noteCommandLine(): void {
  try {
    localStorage.setItem(KEY, 'yes');
  } catch {
    // Without storage it lasts as long as the page.
  }
}

export function isCommandLineSeen(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes';
  } catch {
    return false;
  }
}
