import { Command } from 'commander';
import { keepTickShape } from './serve/keep-tick-shape.ts';
import type { ServeFlags } from './serve/serve.ts';

/** The service is loaded when it is to run: other commands need none of it. */
export function serveCommand(): Command {
  return new Command('serve')
    .option('--data <dir>', 'the data directory (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .option('--create', 'make the data directory and its database when there is nothing yet')
    .option('--host <host>', 'the address to listen on (KEYWARD_HOST; default 127.0.0.1)')
    .option('--port <port>', 'the port to listen on, 0 for any free one (KEYWARD_PORT; default 8080)')
    .option('--metrics-port <port>', 'serve /metrics on a port of its own')
    .option('--workers <n>', 'this many processes share the port; with a PostgreSQL database')
    .option('--tls-cert <file>', 'serve https with this certificate (PEM)')
    .option('--tls-key <file>', 'the key of the certificate (PEM)')
    .option('--insecure-http', 'take secrets over plain http on an address that is not loopback')
    .action(async (flags: ServeFlags) => {
      keepTickShape();
      await (await import('./serve/serve.ts')).serve(flags);
    });
}
