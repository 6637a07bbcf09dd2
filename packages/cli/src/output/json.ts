/** Steers a terminal, or turns text round in it, and means the same as an escape. JSON.stringify escapes the rest. */
const STEERING = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** JSON that may be shown on a terminal as it is. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(STEERING, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${unitOf(character, at)}`).join(''),
  );
}

function unitOf(character: string, at: number): string {
  return character.charCodeAt(at).toString(16).padStart(4, '0');
}
