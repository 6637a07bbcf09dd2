import { SECRET_IN_TEXT } from '../packages/server/src/tokens/token-format.ts';

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

/** Named contents: files, logs, answers. */
export type Places = Readonly<Record<string, Buffer | string>>;

interface Needle {
  readonly bytes: Buffer;
  /** Where its anchor begins. */
  readonly middle: number;
  readonly secretName: string;
  readonly form: string;
}

const ANCHOR_BYTES = 4;
const FILTER_BITS = 20;

/**
 * Secrets that were issued, and the search for them. One pass over a text finds any number of them in every form:
 * each is known by four bytes of its middle, which are about as random as its first are not.
 */
export class IssuedSecrets {
  readonly #names = new Set<string>();
  readonly #byAnchor = new Map<number, Needle[]>();
  readonly #filter = new Uint8Array(2 ** FILTER_BITS);

  add(secret: string, name = `${secret.slice(0, 4)}…${secret.slice(-4)}`): void {
    if (this.#names.has(secret)) return;
    this.#names.add(secret);
    for (const [form, bytes] of Object.entries(hidingForms(secret))) {
      const middle = Math.floor((bytes.length - ANCHOR_BYTES) / 2);
      const anchor = bytes.readUInt32LE(middle);
      const needles = this.#byAnchor.get(anchor) ?? [];
      needles.push({ bytes, middle, secretName: name, form });
      this.#byAnchor.set(anchor, needles);
      this.#filter[slotOf(anchor)] = 1;
    }
  }

  /** Remembers each secret of a text that rightly carries it. */
  addAllOf(text: string): void {
    for (const [secret] of text.matchAll(SECRET_IN_TEXT)) this.add(secret);
  }

  /** Every place that holds a secret in some form, one line each: `<place>: <secret>, <form>`. */
  findIn(places: Places): string[] {
    return Object.entries(places).flatMap(([place, content]) =>
      [...this.#formsIn(Buffer.from(content))].map(([name, form]) => `${place}: ${name}, ${form}`),
    );
  }

  /** The form of each secret that is there, by its name. */
  #formsIn(content: Buffer): Map<string, string> {
    const found = new Map<string, string>();
    let anchor = content.length < ANCHOR_BYTES ? 0 : content.readUInt32LE(0);
    for (let at = 0; at + ANCHOR_BYTES <= content.length; at++) {
      if (this.#filter[slotOf(anchor)] === 1) {
        for (const { bytes, middle, secretName, form } of this.#byAnchor.get(anchor >>> 0) ?? []) {
          const start = at - middle;
          const isThere = start >= 0 && bytes.equals(content.subarray(start, start + bytes.length));
          if (isThere && !found.has(secretName)) found.set(secretName, form);
        }
      }
      anchor = (anchor >>> 8) | ((content[at + ANCHOR_BYTES] ?? 0) << 24);
    }
    return found;
  }
}

function slotOf(anchor: number): number {
  return Math.imul(anchor, 0x9e3779b1) >>> (32 - FILTER_BITS);
}

/** Every place that holds one of the named secrets. */
export function findSecrets(places: Places, secrets: Readonly<Record<string, string>>): string[] {
  const issued = new IssuedSecrets();
  for (const [name, secret] of Object.entries(secrets)) issued.add(secret, name);
  return issued.findIn(places);
}
