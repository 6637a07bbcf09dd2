/** Says on a terminal how far a long work is, on one line that is written again and again. */
export function progressLine(): { report(what: string, count: number | string): void; end(): void } {
  const { stderr } = process;
  let lastAt = 0;
  let isShown = false;
  return {
    report(what, count) {
      const now = performance.now();
      if (!stderr.isTTY || now - lastAt < 100) return;
      lastAt = now;
      isShown = true;
      stderr.write(`\r\u001b[Kkeyward: ${what}: ${count}`);
    },
    end() {
      if (isShown) stderr.write('\r\u001b[K');
    },
  };
}
