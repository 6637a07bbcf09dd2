import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Delay, DelayedPipe, NO_DELAY } from './delayed-pipe.ts';
import { resetSocket } from './reset-socket.ts';
import { isNotification, ServerMessages } from './server-messages.ts';

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  readonly pipes: readonly DelayedPipe[];
}

/**
 * Stands between one node and its PostgreSQL server, on plain connections, and does to them what networks do. The faults last
 * until `heal`.
 */
export class FaultyProxy {
  readonly #listener: Server;
  readonly #random: () => number;
  readonly #links = new Set<Link>();
  #targetPort: number;
  #delay = NO_DELAY;
  #isHeld = false;
  #isRefusing = false;
  #eats = false;
  /** How many messages that `NOTIFY` caused never arrived. */
  eaten = 0;

  private constructor(listener: Server, targetPort: number, random: () => number) {
    this.#listener = listener;
    this.#targetPort = targetPort;
    this.#random = random;
  }

  static async listen(targetPort: number, random: () => number): Promise<FaultyProxy> {
    const listener = createServer({ noDelay: true });
    const proxy = new FaultyProxy(listener, targetPort, random);
    listener.on('connection', (client) => proxy.#accept(client));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The same address, through this proxy. */
  through(databaseUrl: string): string {
    const address = this.#listener.address();
    const url = new URL(databaseUrl);
    url.port = String(typeof address === 'object' ? address?.port : '');
    return url.href;
  }

  get openLinks(): number {
    return this.#links.size;
  }

  /** Later connections go to another server, as after a failover. */
  pointTo(targetPort: number): void {
    this.#targetPort = targetPort;
  }

  delay(delay: Delay): void {
    this.#delay = delay;
  }

  /** Nothing passes either way and nobody is told; new connections are accepted and hear nothing. */
  blackHole(): void {
    this.#isHeld = true;
    for (const { pipes } of this.#links) for (const pipe of pipes) pipe.hold();
  }

  /** Resets every connection, and each new one. */
  refuse(): void {
    this.#isRefusing = true;
    this.reset();
  }

  /** Resets every connection once. */
  reset(): void {
    for (const { client, server } of this.#links) {
      resetSocket(client);
      resetSocket(server);
    }
  }

  /** The server loses every connection; the node is not told, and never will be. New connections work. */
  halfOpen(): void {
    for (const link of this.#links) {
      for (const pipe of link.pipes) {
        pipe.hold();
        pipe.drop();
      }
      link.server.removeAllListeners('close');
      resetSocket(link.server);
    }
  }

  eatNotifications(): void {
    this.#eats = true;
  }

  /** Ends every fault; what a black hole kept back arrives now. */
  heal(): void {
    this.#delay = NO_DELAY;
    this.#isRefusing = false;
    this.#eats = false;
    this.#isHeld = false;
    for (const { server, pipes } of this.#links)
      if (!server.destroyed) for (const pipe of pipes) pipe.release();
  }

  async close(): Promise<void> {
    for (const { client, server } of this.#links) {
      client.destroy();
      server.destroy();
    }
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  #accept(client: Socket): void {
    if (this.#isRefusing) {
      resetSocket(client);
      return;
    }
    const server = connect({ port: this.#targetPort, host: '127.0.0.1', noDelay: true });
    const messages = new ServerMessages();
    const toServer = new DelayedPipe((data) => server.write(data), this.#random);
    const toClient = new DelayedPipe((data) => client.write(data), this.#random);
    const link: Link = { client, server, pipes: [toServer, toClient] };
    if (this.#isHeld) for (const pipe of link.pipes) pipe.hold();
    this.#links.add(link);
    client.on('data', (data) => toServer.push(data, this.#delay));
    server.on('data', (data) => {
      for (const message of messages.take(data)) {
        if (this.#eats && isNotification(message)) this.eaten++;
        else toClient.push(message, this.#delay);
      }
    });
    client.on('error', () => undefined);
    server.on('error', () => undefined);
    client.on('close', () => {
      this.#links.delete(link);
      server.destroy();
    });
    server.on('close', (hadError) => (hadError ? resetSocket(client) : client.end()));
  }
}
