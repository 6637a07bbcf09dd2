/** As `spec/token-format.json` publishes it: whatever looks like a secret, of any deployment. */
const SECRET_IN_TEXT =
  /[a-z][a-z0-9]{1,11}[ps]_[0-9A-Za-z]{36}|api-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;

/** All but the checksum is the whole secret to a reader, so whatever begins like a secret counts as one. */
const BEGINNING_IN_TEXT = /[a-z][a-z0-9]{1,11}[psb]_[0-9A-Za-z]{8,}|api-[0-9a-f]{8}-/;

/** The secret in a text that somebody pasted, if there is one. */
export function secretIn(text: string): string | undefined {
  return SECRET_IN_TEXT.exec(text)?.[0];
}

/** Whether a text holds a secret, or enough of one that it belongs into no search and no address. */
export function holdsPartOfSecret(text: string): boolean {
  return BEGINNING_IN_TEXT.test(text);
}
