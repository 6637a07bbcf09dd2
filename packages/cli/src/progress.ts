const EVERY_MS = 100;
/** What is done by then needs no line. */
const FIRST_AFTER_MS = 300;

/** Says on a terminal how far a long work is, on one line that is written again and again. */
export function progressLine(): { report(what: string, count: number | string): void; end(): void } {
  const { stderr } = process;
  let lastAt = performance.now() + FIRST_AFTER_MS - EVERY_MS;
  let isShown = false;
  return {
    report(what, count) {
      const now = performance.now();
      if (!stderr.isTTY || now - lastAt < EVERY_MS) return;
      lastAt = now;
      isShown = true;
      stderr.write(`\r\u001b[Kkeyward: ${what}: ${count}`);
    },
    end() {
      if (isShown) stderr.write('\r\u001b[K');
    },
  };
}
