import type { MailConfig } from './mail-config.ts';

export interface Mail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /**
   * Hands a mail to the mail server. Ends within seconds, and is never to be awaited inside a change.
   *
   * @throws MailNotSent
   */
  send(mail: Mail): Promise<void>;
}

/** The mail server did not take a mail. The message holds neither its text nor its address. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent';
}

const STEP_TIMEOUT_MS = 5_000;
const WHOLE_TIMEOUT_MS = 15_000;

/** Sends mail through the configured server, one connection a mail. */
export function createMailer(config: MailConfig, wholeTimeoutMs = WHOLE_TIMEOUT_MS): Mailer {
  return {
    async send({ to, subject, text }) {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport(transportOptions(config));
      const sent = transport.sendMail({
        from: config.from,
        // As an object: a text would be read as a list of addresses.
        to: { name: '', address: to },
        subject,
        text,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        await withinTime(sent, wholeTimeoutMs);
      } catch (error) {
        throw new MailNotSent(`the mail server \`${config.host}\` did not take the mail: ${reason(error)}`);
      } finally {
        transport.close();
      }
    },
  };
}

function transportOptions({ host, port, isTls, credentials }: MailConfig) {
  return {
    host,
    port,
    secure: isTls,
    // A password never crosses a network in clear text, whatever somebody between makes of the server's offer.
    requireTLS: credentials !== undefined && !isTls && !['localhost', '127.0.0.1', '::1'].includes(host),
    ...(credentials && { auth: { user: credentials.user, pass: credentials.password } }),
    connectionTimeout: STEP_TIMEOUT_MS,
    greetingTimeout: STEP_TIMEOUT_MS,
    socketTimeout: STEP_TIMEOUT_MS,
    dnsTimeout: STEP_TIMEOUT_MS,
  };
}

/** A server that trickles bytes keeps every other time-out from running out. */
async function withinTime(sent: Promise<unknown>, timeoutMs: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), timeoutMs);
  try {
    await Promise.race([sent, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The code of the failure and of the server's answer: its words may repeat what it was sent. */
function reason(error: unknown): string {
  const { code, responseCode, message } = error as { code?: string; responseCode?: number; message?: string };
  const parts = [code, responseCode].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : (message ?? 'unknown');
}
