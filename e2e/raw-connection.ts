import { connect, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface RawConnection {
  readonly socket: Socket;
  write(bytes: string | Uint8Array): void;
  /** The next answers, in the order in which they came. Rejects when the connection ends before. */
  answers(count: number): Promise<RawAnswer[]>;
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<void>;
}

/** A connection that sends any bytes at all and reads the answers to them, as no HTTP client would. */
export function openRawConnection(t: TestContext, port: number): RawConnection {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  let taken = 0;
  let isEnded = false;
  const watchers = new Set<() => void>();
  const notify = () => {
    for (const watcher of watchers) watcher();
  };
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    received += chunk;
    notify();
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isEnded = true;
      resolve();
      notify();
    });
  });
  t.after(() => socket.destroy());

  return {
    socket,
    closed,
    write: (bytes) => void socket.write(bytes),
    answers: (count) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const whole = parseAnswers(received).slice(taken);
          if (whole.length >= count) {
            taken += count;
            watchers.delete(look);
            resolve(whole.slice(0, count));
          } else if (isEnded) {
            watchers.delete(look);
            reject(new Error(`the connection ended after ${whole.length} of ${count} answers: ${received}`));
          }
        };
        watchers.add(look);
        look();
      }),
  };
}

/** Every whole answer of a stream. Each must say its length, or have no body. */
function parseAnswers(stream: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = stream;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return answers;
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const length = Number(headers['content-length'] ?? 0);
    const text = rest.slice(end + 4, end + 4 + length);
    if (text.length < length) return answers;
    answers.push({ status: Number(statusLine.split(' ')[1]), headers, text });
    rest = rest.slice(end + 4 + length);
  }
}
