import { createInterface } from 'node:readline/promises';
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
export async function ask(question: string): Promise<string> {
  return askWith(question, process.stderr);
}

async function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const answer = await askWith('', new Writable({ write: (_chunk, _encoding, done) => done() }));
  process.stderr.write('\n');
  return answer;
}

async function askWith(question: string, output: NodeJS.WritableStream): Promise<string> {
  const reader = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      reader.once('close', () => reject(new Refusal('cancelled', 'cancelled: nothing was done')));
      reader.once('SIGINT', () => reader.close());
      void reader.question(question).then(resolve, reject);
    });
  } finally {
    reader.close();
  }
}
