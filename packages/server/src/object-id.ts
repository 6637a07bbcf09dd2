import crypto from 'node:crypto';

/** A new identifier: 24 lower-case hex digits (96 random bits), as the wire has them. */
export function newObjectId(): string {
  return crypto.randomBytes(12).toString('hex');
}
