import type { Member } from './member.ts';

/** An address as it is compared: one person is not two because of a capital letter or a wide character. */
export function emailKey(email: string): string {
  return textKey(email);
}

/** How a member is sorted and found by name: first and last name, else the e-mail. */
export function displayKey({
  firstName,
  lastName,
  email,
}: Pick<Member, 'firstName' | 'lastName' | 'email'>): string {
  const name = `${firstName} ${lastName}`.trim();
  return textKey(name === '' ? email : name);
}

/** A text as it is compared and searched, whatever its case. */
export function textKey(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
