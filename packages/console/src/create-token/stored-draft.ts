/** Each form has a place of its own: that of a new token, that of each token that is cloned, that of each role. */
const keyOf = (form: string) => `keyward.draft.${form}`;

/** What was typed survives a reload of this tab, and nothing else. */
export function storeDraft(form: string, draft: object): void {
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify(draft));
  } catch {
    // It is lost with the page then.
  }
}

export function storedDraft<Draft>(form: string): Draft | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(form)) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export function forgetDraft(form: string): void {
  try {
    sessionStorage.removeItem(keyOf(form));
  } catch {
    // There is none.
  }
}
