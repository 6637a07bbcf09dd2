/** Each member has a place of their own for each form: that of a new token, of each token that is cloned, of each role. */
const keyOf = (form: string) => `keyward.draft.${form}`;

/** What was typed stays in this tab, and nowhere else. */
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
