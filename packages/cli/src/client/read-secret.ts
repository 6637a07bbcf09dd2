import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { readText } from '../policy/read-text.ts';
import type { AccessSecret } from '../profile/credentials.ts';
import { asAccessSecret } from '../profile/resolve-target.ts';
import type { ClientFlags } from './client-flags.ts';
import { Refusal } from './refusal.ts';

/** A secret from stdin; on a terminal it is asked for, and not shown. @throws Refusal */
export async function readSecret({ input }: Pick<ClientFlags, 'input'>): Promise<AccessSecret> {
  const text =
    process.stdin.isTTY && input !== false
      ? await askHidden('Secret of the access token: ')
      : await readText('-');
  return asAccessSecret(text, 'stdin');
}

/** Asks on stderr, so that stdout stays for data. @throws Refusal `cancelled` when the input ends without an answer */
export function ask(question: string): Promise<string> {
  return answerTo(question, process.stderr);
}

async function askHidden(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const answer = await answerTo(question, nowhere);
  process.stderr.write('\n');
  return answer;
}

/** The terminal echoes nothing by itself once the reader is there, so the question comes after it. */
async function answerTo(question: string, echo: NodeJS.WritableStream): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: echo, terminal: true });
  process.stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      reader.once('line', resolve);
      reader.once('SIGINT', () => reader.close());
      reader.once('close', () => reject(new Refusal('cancelled', 'cancelled: nothing was done')));
    });
  } finally {
    reader.close();
  }
}
