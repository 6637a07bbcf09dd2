/** The service tokens that took the place of personal ones, by the ids of these: while the page is not loaded again. */
const replacements = new Map<string, string>();

export function noteReplacement(personalId: string, serviceId: string): void {
  replacements.set(personalId, serviceId);
}

export function replacementOf(personalId: string): string | undefined {
  return replacements.get(personalId);
}
