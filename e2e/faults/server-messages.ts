const NOTIFICATION = 'A'.charCodeAt(0);
const HEADER_BYTES = 5;

/**
 * Cuts what a PostgreSQL server says on a plain connection into its messages: a byte that names the kind, then the length of
 * the rest as four bytes (PostgreSQL, "Message Formats"). What is not whole yet is kept.
 */
export class ServerMessages {
  #rest: Buffer = Buffer.alloc(0);

  /** The whole messages that this chunk ends. */
  take(chunk: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: Buffer[] = [];
    while (this.#rest.length >= HEADER_BYTES) {
      const length = 1 + this.#rest.readUInt32BE(1);
      if (this.#rest.length < length) break;
      messages.push(this.#rest.subarray(0, length));
      this.#rest = this.#rest.subarray(length);
    }
    return messages;
  }
}

/** Whether the message is one that `NOTIFY` caused. */
export function isNotification(message: Buffer): boolean {
  return message[0] === NOTIFICATION;
}
