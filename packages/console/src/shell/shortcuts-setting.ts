const KEY = 'keyward.shortcuts';

/** Single keys can be in the way of speech input: whoever wants switches them off (WCAG 2.1.4). */
export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export function setShortcuts(areOn: boolean): void {
  try {
    localStorage.setItem(KEY, areOn ? 'on' : 'off');
  } catch {
    // Without storage they stay on.
  }
}
