import { exitCode } from './exit-code.ts';
import { jsonText } from './output/json.ts';

/** Text of a file must neither begin a line of its own nor steer the terminal: such characters come out as escapes. */
export function onOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(
      /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
}

export function printLine(line: string): void {
  process.stdout.write(`${onOneLine(line)}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${jsonText(value, 2)}\n`);
}

/** For whoever watches; stdout is kept for what was asked for. */
export function tell(message: string): void {
  process.stderr.write(`keyward: ${onOneLine(message)}\n`);
}

/** A reader such as `head` that has seen enough is no failure of ours; a full disk is one. */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    tell('the output cannot be written; see to the room on its disk');
    process.exit(exitCode.failed);
  });
}
