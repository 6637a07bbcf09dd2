import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, ask } from './ask.ts';
import type { ClusterNode } from './cluster.ts';
import { type Asked, assertNoStrangeAnswer, type Door, IDENTITY } from './door.ts';
import type { Operation } from './history.ts';

interface Subject extends Asked {
  readonly end: {
    readonly path: string;
    readonly method: string;
    readonly body?: unknown;
    readonly status: number;
  };
}

/** Where changes are made. */
type Place = Pick<ClusterNode, 'index' | 'port'>;

/** A member who has one token, made before the load. */
export interface MemberWithToken {
  readonly memberId: string;
  readonly secret: string;
}

/** So many live subjects that each is verified on every node before it ends. */
const LIVE_SUBJECTS = 24;
/** What ended lately is verified more often: there a wrong answer would be. */
const RECENTLY_ENDED = 30;
const WRITERS = 6;
/** A writer does not wait for a node that hangs. */
const WRITE_PATIENCE_MS = 1_500;
const VERIFY_EVERY_MS = 8;
const VERIFIES_AT_ONCE = 64;

const KINDS_OF_ENDS = ['member DELETE', 'right PATCH', 'token DELETE', 'token PATCH', 'token POST'];

/** Creates and ends on all nodes, verifies at all doors, and records what each call saw. */
export class ClusterLoad {
  readonly history: Operation[] = [];
  /** By kind, how many ends were acknowledged. */
  readonly ended = new Map<string, number>(KINDS_OF_ENDS.map((kind) => [kind, 0]));
  readonly #nodes: readonly Place[];
  readonly #doors: readonly Door[];
  readonly #ownerSecret: string;
  readonly #random: () => number;
  readonly #writers: number;
  readonly #members: MemberWithToken[];
  readonly #live: Subject[] = [];
  readonly #dead: Subject[] = [];
  #number = 0;
  #isOver = false;

  constructor(
    nodes: readonly Place[],
    doors: readonly Door[],
    ownerSecret: string,
    members: readonly MemberWithToken[],
    random: () => number,
    writers = WRITERS,
  ) {
    this.#writers = writers;
    this.#nodes = nodes;
    this.#doors = doors;
    this.#ownerSecret = ownerSecret;
    this.#members = [...members];
    this.#random = random;
  }

  /** Loads every node and door until `finish` is called. */
  async run(): Promise<void> {
    const writers = Array.from({ length: this.#writers }, () => this.#write());
    await Promise.all([...writers, ...this.#doors.map((door) => this.#verifyAt(door))]);
  }

  finish(): void {
    this.#isOver = true;
  }

  async #write(): Promise<void> {
    while (!this.#isOver) {
      const node = this.#pick(this.#nodes);
      if (this.#live.length < LIVE_SUBJECTS) {
        const subject = await this.#make(node);
        if (subject !== undefined) this.#live.push(subject);
        else await pause(10);
      } else await this.#end(node);
    }
  }

  #pick<T>(all: readonly T[]): T {
    const one = all[Math.floor(this.#random() * all.length)];
    assert.ok(one !== undefined);
    return one;
  }

  async #make(node: Place): Promise<Subject | undefined> {
    const choice = this.#random();
    const member = choice < 0.2 ? this.#members.pop() : undefined;
    if (member !== undefined) {
      const { memberId, secret } = member;
      const end = { path: `/api/v2/members/${memberId}`, method: 'DELETE', status: 204 };
      return { name: `member ${memberId}`, secret, path: IDENTITY, end };
    }
    return choice < 0.4 ? this.#makeRight(node) : this.#makeToken(node);
  }

  async #makeToken(node: Place): Promise<Subject | undefined> {
    const token = await this.#createToken(node, { role: 'reader' });
    return token && this.#subjectOf(token);
  }

  #subjectOf({ id, secret }: { readonly id: string; readonly secret: string }): Subject {
    const path = `/api/v2/tokens/${id}`;
    const disable = [{ op: 'replace', path: '/disabled', value: true }];
    const ends = [
      { path: `${path}/reset`, method: 'POST', body: {}, status: 200 },
      { path, method: 'DELETE', status: 204 },
      { path, method: 'PATCH', body: disable, status: 200 },
    ];
    return { name: `token ${id} ${++this.#number}`, secret, path: IDENTITY, end: this.#pick(ends) };
  }

  /** A token whose role lets it see that role, until the role is changed. */
  async #makeRight(node: Place): Promise<Subject | undefined> {
    const key = `role-${++this.#number}`;
    const path = `/api/v2/roles/${key}`;
    const allow = (resource: string, action: string) => [
      { effect: 'allow', resources: [resource], actions: [action] },
    ];
    const role = { key, name: key, policy: allow(`role/${key}`, 'viewRole') };
    const made = await this.#manage(node, '/api/v2/roles', 'POST', role);
    if (made?.status !== 201) return undefined;
    const token = await this.#createToken(node, { customRoleIds: [JSON.parse(made.text)._id] });
    if (token === undefined) return undefined;
    const body = [{ op: 'replace', path: '/policy', value: allow('acct', 'viewAuditLog') }];
    const end = { path, method: 'PATCH', body, status: 200 };
    return { name: `right ${key}`, secret: token.secret, path, end };
  }

  async #createToken(node: Place, scope: object) {
    const body = { name: `load ${++this.#number}`, ...scope };
    const answer = await this.#manage(node, '/api/v2/tokens', 'POST', body);
    if (answer?.status !== 201) return undefined;
    const { _id, token } = JSON.parse(answer.text);
    return { id: String(_id), secret: String(token) };
  }

  async #end(node: Place): Promise<void> {
    const [subject] = this.#live.splice(Math.floor(this.#random() * this.#live.length), 1);
    if (subject === undefined) return;
    const { name, end } = subject;
    const startMs = performance.now();
    const entry = { node: node.index, token: name, kind: 'end' as const, startMs };
    // What is under way may be over at any moment from now on.
    const place = this.history.push({ ...entry, endMs: Number.POSITIVE_INFINITY, result: 'unknown' }) - 1;
    this.#bury(subject);
    const answer = await this.#manage(node, end.path, end.method, end.body);
    if (answer?.status !== end.status) return;
    this.history[place] = { ...entry, endMs: performance.now(), result: 'done' };
    const kind = `${name.split(' ')[0]} ${end.method}`;
    this.ended.set(kind, 1 + (this.ended.get(kind) ?? 0));
    if (end.method === 'POST') {
      const id = end.path.split('/').at(-2) ?? '';
      this.#live.push(this.#subjectOf({ id, secret: String(JSON.parse(answer.text).token) }));
    }
  }

  #bury(subject: Subject): void {
    this.#dead.push(subject);
    if (this.#dead.length > RECENTLY_ENDED) this.#dead.shift();
  }

  /** A call as the owner: done, or our own fault, or no answer. */
  async #manage(node: Place, path: string, method: string, body: unknown): Promise<Answer | undefined> {
    const answer = await ask(node.port, path, {
      secret: this.#ownerSecret,
      method,
      body,
      patienceMs: WRITE_PATIENCE_MS,
    });
    assertNoStrangeAnswer(answer, [200, 201, 204, 409], `${method} ${path}`);
    return answer;
  }

  /** Verifies at a steady pace, whether an answer comes or not. */
  async #verifyAt(door: Door): Promise<void> {
    const underWay = new Set<Promise<void>>();
    while (!this.#isOver) {
      await pause(VERIFY_EVERY_MS);
      const isOfDead = this.#dead.length > 0 && this.#random() < 0.6;
      const subjects = isOfDead ? this.#dead : this.#live;
      if (subjects.length === 0 || underWay.size >= VERIFIES_AT_ONCE) continue;
      const verify = this.#verify(door, this.#pick(subjects)).finally(() => underWay.delete(verify));
      underWay.add(verify);
    }
    await Promise.all(underWay);
  }

  async #verify(door: Door, subject: Asked): Promise<void> {
    const startMs = performance.now();
    const result = await door.ask(subject);
    const { name: token } = subject;
    this.history.push({ node: door.index, token, kind: 'verify', startMs, endMs: performance.now(), result });
  }
}
