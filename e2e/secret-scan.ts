/** The forms under which a secret could hide: as it is, without its prefix, encoded, turned round. */
export function hidingForms(secret: string): Readonly<Record<string, Buffer>> {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  const percent = [...bytes].map((byte) => `%${byte.toString(16)}`).join('');
  return {
    whole: bytes,
    'without its prefix': Buffer.from(secret.slice(secret.indexOf('_') + 1)),
    reversed: Buffer.from([...secret].reverse().join('')),
    base64: Buffer.from(base64),
    base64url: Buffer.from(base64.replaceAll('+', '-').replaceAll('/', '_')),
    hex: Buffer.from(bytes.toString('hex')),
    'upper-case hex': Buffer.from(bytes.toString('hex').toUpperCase()),
    'percent-encoded': Buffer.from(percent),
    'upper-case percent-encoded': Buffer.from(percent.toUpperCase()),
    'UTF-16': Buffer.from(secret, 'utf16le'),
  };
}

/** Every place that holds a secret in some form, one line each: `<place>: <secret>, <form>`. */
export function findSecrets(
  places: Readonly<Record<string, Buffer | string>>,
  secrets: Readonly<Record<string, string>>,
): string[] {
  const found: string[] = [];
  for (const [secretName, secret] of Object.entries(secrets)) {
    const forms = Object.entries(hidingForms(secret));
    for (const [place, content] of Object.entries(places)) {
      const bytes = Buffer.from(content);
      const [form] = forms.find(([, needle]) => bytes.includes(needle)) ?? [];
      if (form !== undefined) found.push(`${place}: ${secretName}, ${form}`);
    }
  }
  return found;
}
