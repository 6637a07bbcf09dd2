/**
 * Puts a text on the clipboard. Over plain http there is no `navigator.clipboard`, so an unseen field is copied from.
 *
 * @param within where that field may take the focus: inside an open dialog nothing outside of it can
 * @returns whether it worked
 */
export async function copyText(text: string, within: HTMLElement): Promise<boolean> {
  try {
    if (navigator.clipboard !== undefined) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused by the browser: the other way may still be open.
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('readonly', '');
  field.className = 'hidden';
  within.append(field);
  const focused = document.activeElement;
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
