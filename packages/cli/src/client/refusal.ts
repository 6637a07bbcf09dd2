import { type ExitCode, exitCode } from '../exit-code.ts';

/** Why the command line itself refuses: each with the exit code that the process ends with. */
const EXIT_OF = {
  wrong_usage: exitCode.wrongUsage,
  ambiguous: exitCode.wrongUsage,
  not_confirmed: exitCode.wrongUsage,
  not_found: exitCode.notFound,
  not_signed_in: exitCode.notSignedIn,
  file_unusable: exitCode.failed,
  not_working: exitCode.failed,
  cancelled: exitCode.cancelled,
} as const satisfies Readonly<Record<string, ExitCode>>;

export type RefusalCode = keyof typeof EXIT_OF;

/** Something that is not done, with what to do next. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly hint: string | undefined;

  constructor(code: RefusalCode, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  get exitCode(): ExitCode {
    return EXIT_OF[this.code];
  }
}
