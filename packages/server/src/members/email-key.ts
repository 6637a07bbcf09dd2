/** An address as it is compared: one person is not two because of a capital letter or a wide character. */
export function emailKey(email: string): string {
  return email.normalize('NFKC').toLowerCase();
}
