/** Printable ASCII, as RFC 9110 section 5.5 has it for a header: anything else makes `fetch` print the whole header. */
const SECRET = /^[\x21-\x7e]+$/;
const ENDING_LENGTH = 4;

/** The secret that calls are made with. Nothing that prints, serialises or inspects it sees more than its end. */
export class AccessToken {
  readonly #secret: string;

  /**
   * White space at the ends is ignored, so the content of a file may be given as it is.
   *
   * @throws TypeError without the value
   */
  constructor(secret: string) {
    const trimmed = typeof secret === 'string' ? secret.trim() : '';
    if (!SECRET.test(trimmed)) {
      throw new TypeError(
        '`accessToken` must be the secret of an access token, without spaces or line breaks',
      );
    }
    this.#secret = trimmed;
  }

  /** The value of the header `Authorization`: the one place where the secret goes. */
  get authorization(): string {
    return `Bearer ${this.#secret}`;
  }

  /** A text of unknown origin, such as the error page of a proxy, without the secret. */
  redact(text: string): string {
    return text.replaceAll(this.#secret, this.toString());
  }

  toString(): string {
    return `…${this.#secret.slice(-ENDING_LENGTH)}`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}
