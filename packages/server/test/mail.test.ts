import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { MailConfig } from '../src/mail/mail-config.ts';
import { createMailer, MailNotSent } from '../src/mail/mailer.ts';
import { startSmtp } from './smtp.ts';
import { startTestService } from './test-service.ts';

const MAIL = { to: 'ann@example.com', subject: 'Welcome — grüß dich', text: 'Line one\nLine two: ü\n' };

function configOn(port: number, more: Partial<MailConfig> = {}): MailConfig {
  const from = 'Keyward <keyward@example.com>';
  return { host: '127.0.0.1', port, isTls: false, credentials: undefined, from, ...more };
}

test('a mail reaches the mail server whole', async (t) => {
  const { received, port } = await startSmtp(t);
  await createMailer(configOn(port)).send(MAIL);
  assert.equal(received.length, 1);
  const [mail] = received;
  assert.equal(mail?.from, 'keyward@example.com');
  assert.deepEqual(mail?.to, ['ann@example.com']);
  assert.match(mail?.text ?? '', /^From: Keyward <keyward@example\.com>\r$/m);
  assert.match(mail?.text ?? '', /^Subject: =\?UTF-8\?/m);
  assert.match(mail?.text ?? '', /Line one\r\nLine two: =C3=BC/);
});

test('the user and password of the setting are given to the mail server, and work', async (t) => {
  const seen: unknown[] = [];
  const { received, port } = await startSmtp(t, {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      seen.push([username, password]);
      done(null, password === 'p@ss' ? { user: username } : undefined);
    },
  });
  await createMailer(configOn(port, { credentials: { user: 'keyward', password: 'p@ss' } })).send(MAIL);
  assert.deepEqual(seen, [['keyward', 'p@ss']]);
  assert.equal(received.length, 1);
});

test('one mail goes to one address, however the address is written', async (t) => {
  const { received, port } = await startSmtp(t);
  const mailer = createMailer(configOn(port));
  for (const to of [
    'ann@example.com,eve@evil.example',
    'ann@example.com\r\nBcc: eve@evil.example',
    '<eve@evil.example>, ann@example.com',
  ]) {
    await mailer.send({ ...MAIL, to }).catch((error) => assert.ok(error instanceof MailNotSent));
  }
  await mailer.send({ ...MAIL, subject: 'Hello\r\nBcc: eve@evil.example' });
  for (const { to, text } of received) {
    assert.ok(to.length <= 1);
    assert.ok(!to.includes('eve@evil.example'), to.join());
    assert.doesNotMatch(text, /^Bcc:/im);
  }
  assert.deepEqual(received.at(-1)?.to, ['ann@example.com']);
});

test('a mail that is refused is told as such, without its text, address or password', async (t) => {
  const { port } = await startSmtp(t, {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, done) => done(new Error(`no such password: ${password}`)),
  });
  const credentials = { user: 'keyward', password: 'sesame-open' };
  await assert.rejects(createMailer(configOn(port, { credentials })).send(MAIL), (error) => {
    assert.ok(error instanceof MailNotSent);
    assert.match(error.message, /^the mail server `127\.0\.0\.1` did not take the mail: EAUTH 535$/);
    assert.doesNotMatch(JSON.stringify(error, Object.getOwnPropertyNames(error)), /sesame|ann@|Line one/);
    return true;
  });
});

test('a password is not sent in clear text to another machine', async (t) => {
  const lines: string[] = [];
  const port = await startRaw(t, (socket) => {
    socket.write('220 hello\r\n');
    socket.on('data', (data) => {
      lines.push(data.toString());
      if (data.toString().startsWith('EHLO')) socket.write('250-hello\r\n250 AUTH PLAIN LOGIN\r\n');
      else socket.write('454 no TLS here\r\n');
    });
  });
  const credentials = { user: 'keyward', password: 'sesame-open' };
  // Loopback in a form that does not look like it.
  const mailer = createMailer(configOn(port, { host: '::ffff:127.0.0.1', credentials }));
  await assert.rejects(mailer.send(MAIL), MailNotSent);
  assert.match(lines.join(''), /^EHLO .*STARTTLS/s);
  assert.doesNotMatch(lines.join(''), /AUTH/);
});

test('a mail server that is gone or silent is given up within the time', async (t) => {
  const silent = await startRaw(t, () => undefined);
  const gone = await startRaw(t, () => undefined, { close: true });
  for (const [port, timeoutMs] of [
    [silent, 150],
    [gone, 5_000],
  ] as const) {
    const begun = performance.now();
    await assert.rejects(createMailer(configOn(port), timeoutMs).send(MAIL), MailNotSent);
    assert.ok(performance.now() - begun < 5_000);
  }
});

test('a mail server that trickles its answer is given up within the time', async (t) => {
  const port = await startRaw(t, (socket) => {
    const timer = setInterval(() => socket.write('2'), 20);
    socket.on('close', () => clearInterval(timer));
  });
  await assert.rejects(createMailer(configOn(port), 200).send(MAIL), /no answer in time/);
});

test('a service without a mail server has no mailer', async (t) => {
  const service = await startTestService(t);
  assert.equal(service.deployment.mailer, undefined);
  const { port } = await startSmtp(t);
  const mailing = await startTestService(t, { config: { mail: configOn(port) } });
  await mailing.deployment.mailer?.send(MAIL);
  assert.ok(mailing.deployment.mailer);
});

/** A TCP server that is no mail server. */
async function startRaw(
  t: TestContext,
  onConnection: Parameters<typeof createServer>[1],
  options: { readonly close?: boolean } = {},
): Promise<number> {
  const sockets = new Set<import('node:net').Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection?.(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const end = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  if (options.close) end();
  else t.after(end);
  return port;
}
