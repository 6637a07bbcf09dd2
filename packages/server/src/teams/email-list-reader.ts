import { Failure } from '../failure.ts';
import { RequestThread } from '../request-thread.ts';

/** The first column of one row of a file. */
export interface EmailRow {
  /** Where the row ends, from 1. */
  readonly line: number;
  readonly text: string;
}

export interface EmailListQuestion {
  readonly text: string;
  readonly rowLimit: number;
}

export type EmailList = readonly EmailRow[] | 'unreadable' | 'too_long';

/** Each file may have megabytes: past this many the last would wait too long to be of use. */
const QUESTION_LIMIT = 4;

/** Reads CSV files on a thread of its own: a large one takes seconds, in which every verification would wait. */
export class EmailListReader {
  readonly #thread = new RequestThread<EmailListQuestion, EmailList>(
    new URL('./email-list-thread.ts', import.meta.url),
  );

  read(text: string, rowLimit: number): Promise<EmailList> {
    if (this.#thread.waiting < QUESTION_LIMIT) return this.#thread.ask({ text, rowLimit });
    throw new Failure('service_unavailable', 'Too many files are being read at once. Try again later.', {
      retryAfterSeconds: 1,
    });
  }

  close(): Promise<void> {
    return this.#thread.end();
  }
}
