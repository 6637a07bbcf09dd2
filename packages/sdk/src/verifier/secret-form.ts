const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM_LENGTH = 6;
const BRANDED = /^[a-z][a-z0-9]{1,11}[psb]_[0-9A-Za-z]{36}$/;
const UUID = /^api-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * Whether a text has the form of a secret, with a checksum that fits: `spec/token-format.json`. What has not works nowhere, and whoever
 * guesses at random costs no call.
 */
export function canBeSecret(text: string): boolean {
  if (UUID.test(text)) return true;
  return BRANDED.test(text) && text.endsWith(checksumOf(text.slice(0, -CHECKSUM_LENGTH)));
}

/** CRC-32 (ISO 3309) of ASCII, as base62 digits. Node before 20.15 has none. */
function checksumOf(text: string): string {
  let crc = 0xffffffff;
  for (let place = 0; place < text.length; place++) {
    crc ^= text.charCodeAt(place);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  let rest = (crc ^ 0xffffffff) >>> 0;
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = ALPHABET.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
