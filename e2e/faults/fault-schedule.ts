import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import type { PostgresServer } from '../../test/postgres-server.ts';
import type { ClusterNode } from './cluster.ts';

export interface FaultPlace {
  readonly nodes: readonly ClusterNode[];
  readonly node: ClusterNode;
  readonly server: PostgresServer;
  /** Longer than memory may be believed. */
  readonly pastBoundMs: number;
}

/** What goes wrong for a while. Each leaves everything healed. */
export type Fault = (place: FaultPlace) => Promise<void>;

function onLink(begin: (place: FaultPlace) => void): Fault {
  return async (place) => {
    begin(place);
    await pause(place.pastBoundMs);
    place.node.proxy.heal();
  };
}

export const FAULTS: Readonly<Record<string, Fault>> = {
  'notifications are lost': onLink(({ nodes }) => {
    for (const { proxy } of nodes) proxy.eatNotifications();
  }),
  'a slow network': onLink(({ node }) => node.proxy.delay({ latencyMs: 300, jitterMs: 300 })),
  'one node is cut off': onLink(({ node }) => node.proxy.refuse()),
  'a black hole': onLink(({ node }) => node.proxy.blackHole()),
  'half-open connections': onLink(({ node }) => node.proxy.halfOpen()),

  async resets({ node }) {
    for (let again = 0; again < 5; again++) {
      node.proxy.reset();
      await pause(100);
    }
  },

  async 'a process that is paused'({ node, pastBoundMs }) {
    node.signal('SIGSTOP');
    await pause(pastBoundMs);
    node.signal('SIGCONT');
  },

  async 'a process that is killed'({ node }) {
    await node.kill();
    await node.startAgain();
  },

  async 'the database is stopped'({ server, pastBoundMs }) {
    await server.halt();
    await pause(pastBoundMs);
    await server.start();
  },

  async 'the database is killed'({ server }) {
    await server.kill();
    await server.start();
  },

  async 'an idle writer in another database'({ server, pastBoundMs }) {
    const other = postgres(`${server.address}/postgres`, { max: 1, onnotice: () => undefined });
    await other`begin`;
    await other`select pg_current_xact_id()`;
    await pause(pastBoundMs);
    await other`rollback`;
    await other.end();
  },
};

/** The names of all faults, `rounds` times, each round in an order of its own. */
export function faultSchedule(rounds: number, random: () => number): string[] {
  return Array.from({ length: rounds }, () => {
    const drawn = Object.keys(FAULTS).map((name) => ({ name, at: random() }));
    return drawn.sort((one, other) => one.at - other.at).map(({ name }) => name);
  }).flat();
}
