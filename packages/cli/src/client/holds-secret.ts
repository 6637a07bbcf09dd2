/** What a secret of either shape ends with; a text without it needs no closer look. */
const MAY_BE_SECRET = /[psb]_[0-9A-Za-z]{36}|api-[0-9a-f]{8}-/;

/** Whether a text holds what is, by form and checksum, a secret of some Keyward. */
export async function holdsSecret(text: string): Promise<boolean> {
  return MAY_BE_SECRET.test(text) && (await import('@keyward/server/token-format')).holdsSecret(text);
}
