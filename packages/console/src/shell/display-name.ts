interface Person {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly email: string;
}

/** The name of a member; of one who gave none, the e-mail. */
export function displayName({ firstName = '', lastName = '', email }: Person): string {
  return `${firstName} ${lastName}`.trim() || email;
}
