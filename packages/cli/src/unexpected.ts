import { redactSecrets } from '@keyward/server';

/** Prints an error that nobody foresaw, without any secret that its text may have picked up. */
export function reportUnexpected(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`keyward: unexpected error\n${redactSecrets(text)}\n`);
}

/** Ends the process on an error outside every request: its state is not known, and its supervisor starts it anew. */
export function endOnUnexpected(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      reportUnexpected(error);
      process.exit(1);
    });
  }
}
