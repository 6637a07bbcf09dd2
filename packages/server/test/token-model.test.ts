import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { BaseRole } from '@keyward/policy';
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { startTestService, type TestService } from './test-service.ts';
import { changeMember, clone, DAY_MS, HOUR_MS, patch, reset, setSettings, TOKENS } from './token-calls.ts';
import * as rules from './token-model.ts';

const RUNS = Number(process.env.KEYWARD_MODEL_RUNS ?? 40);
const STEPS = 25;

/** Something each of the roles may do that the one before may not. */
const MARKS = [
  { action: 'viewAuditLog', resource: 'acct' },
  { action: 'createFlag', resource: 'proj/a:env/b:flag/c' },
  { action: 'manageResourceTypes', resource: 'acct' },
  { action: 'deleteAccount', resource: 'acct' },
];

const offset = fc.oneof(
  fc.constantFrom(-1, 1, HOUR_MS, 2 * HOUR_MS, DAY_MS, 30 * DAY_MS, 30 * DAY_MS + 1),
  fc.integer({ min: 1, max: 3 * DAY_MS }),
);
const end = fc.option(offset, { freq: 4 });
const rank = fc.integer({ min: 0, max: 3 });
const who = fc.constantFrom('owner' as const, 'member' as const);
/** The first token again and again: what a token is after many changes is the question. */
const which = { by: who, token: fc.oneof(fc.constant(0), fc.nat(20)) };
const overlap = fc.option(fc.oneof(fc.constantFrom(HOUR_MS, DAY_MS), offset), { freq: 6 });

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      by: who,
      rank,
      isService: fc.boolean(),
      end,
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('reset' as const), ...which, end: overlap }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('clone' as const), ...which, isService: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('disable' as const), ...which, isDisabled: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('end' as const), ...which, end }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rescope' as const), ...which, rank }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), ...which }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('move' as const), ...which, secret: fc.nat(1), end: offset }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), end: offset }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('member' as const), rank: fc.integer({ min: -1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), sure: fc.nat(3) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** One run: a member of its own, the owner, and the tokens that both make. */
class Run {
  readonly tokens: rules.ModelToken[] = [];
  readonly counts: Map<string, number>;
  #kind: Step['kind'] = 'wait';
  readonly #service: TestService;
  readonly #memberId: string;
  readonly #actors: Record<
    'owner' | 'member',
    { readonly member: rules.ModelMember; readonly secret: string }
  >;
  readonly #sequence: () => number;

  constructor(
    service: TestService,
    member: { readonly member: { readonly id: string }; readonly secret: string },
    owner: rules.ModelMember,
    sequence: () => number,
    counts: Map<string, number>,
  ) {
    this.counts = counts;
    this.#service = service;
    this.#memberId = member.member.id;
    this.#actors = {
      owner: { member: owner, secret: service.ownerSecret },
      member: { member: { rank: 3, isRemoved: false }, secret: member.secret },
    };
    this.#sequence = sequence;
  }

  async take(taken: Step): Promise<void> {
    const service = this.#service;
    this.#kind = taken.kind;
    service.clock.advance(1);
    const { nowMs } = service.clock;
    switch (taken.kind) {
      case 'wait':
        return service.clock.advance(Math.max(taken.end, 0) % (12 * HOUR_MS));
      case 'member':
        return this.#changeMember(taken.rank);
      case 'remove':
        return taken.sure === 0 ? this.#removeMember() : undefined;
      case 'create': {
        const expiry = taken.end === null ? {} : { expiry: nowMs + taken.end };
        const payload = { role: rules.ROLES[taken.rank], serviceToken: taken.isService, ...expiry };
        const { member, secret } = this.#actors[taken.by];
        const call = () => service.call({ method: 'POST', url: TOKENS, payload, as: secret });
        const answer = await this.#expect(rules.mayCreate(member, taken.rank) && (taken.end ?? 1) > 0, call);
        if (answer)
          this.#add(
            answer,
            member,
            taken.isService,
            taken.rank,
            taken.end === null ? null : nowMs + taken.end,
          );
        return;
      }
      default:
        return this.#takeOn(taken);
    }
  }

  async #takeOn(taken: Extract<Step, { readonly token: number }>): Promise<void> {
    const service = this.#service;
    const { nowMs } = service.clock;
    const { member, secret } = this.#actors[taken.by];
    const choice =
      taken.kind === 'move'
        ? this.tokens.filter((each) => rules.olderLive(each, nowMs).length > 0)
        : this.tokens;
    const token = choice[taken.token % Math.max(choice.length, 1)];
    if (token === undefined) return;
    const change = (merge: object) => () => patch(service, token.id, { merge }, secret);
    switch (taken.kind) {
      case 'reset': {
        const oldEnd = taken.end === null ? nowMs : nowMs + taken.end;
        const call = () => reset(service, token.id, taken.end === null ? {} : { expiry: oldEnd }, secret);
        const answer = await this.#expect(rules.mayReset(member, token, oldEnd, nowMs), call);
        if (answer) rules.reset(token, answer.json().token, oldEnd, nowMs);
        return;
      }
      case 'clone': {
        const may = rules.seesToken(member, token) && rules.mayCreate(member, token.rank);
        const call = () => clone(service, token.id, { serviceToken: taken.isService }, secret);
        const answer = await this.#expect(may, call);
        const life = token.end === null ? null : nowMs + token.end - token.madeAt;
        if (answer) this.#add(answer, member, taken.isService, token.rank, life);
        return;
      }
      case 'disable':
        if (
          await this.#expect(
            rules.mayDisable(member, token, taken.isDisabled),
            change({ disabled: taken.isDisabled }),
          )
        )
          token.isDisabled = taken.isDisabled;
        return;
      case 'end': {
        const wanted = taken.end === null ? null : nowMs + taken.end;
        if (await this.#expect(rules.mayEnd(member, token, wanted, nowMs), change({ expiry: wanted })))
          token.end = wanted;
        return;
      }
      case 'rescope':
        if (
          await this.#expect(
            rules.mayRescope(member, token, taken.rank),
            change({ role: rules.ROLES[taken.rank] }),
          )
        )
          token.rank = taken.rank;
        return;
      case 'delete': {
        const call = () => service.call({ method: 'DELETE', url: `${TOKENS}/${token.id}`, as: secret });
        if (await this.#expect(rules.managesToken(member, token), call)) token.isDeleted = true;
        return;
      }
      case 'move':
        return this.#moveEnd(taken, token);
    }
  }

  async #moveEnd(taken: Extract<Step, { readonly kind: 'move' }>, token: rules.ModelToken): Promise<void> {
    const service = this.#service;
    const { nowMs } = service.clock;
    const { member, secret: as } = this.#actors[taken.by];
    const older = rules.olderLive(token, nowMs);
    const secret = older[taken.secret % Math.max(older.length, 1)];
    if (secret === undefined) return;
    const row = service.query(
      'select id from token_secrets where token_id = ? and superseded_at = ?',
      token.id,
      secret.supersededAt,
    )[0];
    const url = `${TOKENS}/${token.id}/previous-secrets/${row?.id}`;
    const wanted = nowMs + taken.end;
    const payload = [{ op: 'replace', path: '/expiry', value: wanted }];
    const call = () =>
      taken.end < 0
        ? service.call({ method: 'DELETE', url, as })
        : service.call({ method: 'PATCH', url, payload, as });
    if (await this.#expect(rules.mayMoveEnd(member, token, secret, wanted, nowMs), call))
      secret.end = Math.max(wanted, nowMs);
  }

  async #changeMember(wanted: number): Promise<void> {
    const { member } = this.#actors.member;
    if (member.isRemoved) return;
    const role: BaseRole = rules.ROLES[wanted] ?? 'no_access';
    await changeMember(this.#service, this.#memberId, { role });
    member.rank = wanted;
  }

  async #removeMember(): Promise<void> {
    const { member } = this.#actors.member;
    if (member.isRemoved) return;
    await changeMember(this.#service, this.#memberId, { removedAt: this.#service.clock.nowMs });
    member.isRemoved = true;
  }

  /** The answer when the call was taken; a refused one changed nothing. */
  async #expect(
    isTaken: boolean,
    call: () => Promise<LightMyRequestResponse>,
  ): Promise<LightMyRequestResponse | undefined> {
    const before = this.#sequence();
    const answer = await call();
    this.#count(isTaken);
    assert.equal(answer.statusCode < 300, isTaken, `${answer.statusCode} ${answer.body}`);
    assert.ok(answer.statusCode < 500);
    if (!isTaken) assert.equal(this.#sequence(), before);
    return isTaken ? answer : undefined;
  }

  #add(
    answer: LightMyRequestResponse,
    creator: rules.ModelMember,
    isService: boolean,
    givenRank: rules.Rank,
    givenEnd: number | null,
  ): void {
    const { _id, token, expiry = null } = answer.json();
    assert.equal(expiry, givenEnd);
    this.tokens.push({
      id: _id,
      isService,
      holder: creator,
      madeAt: this.#service.clock.nowMs,
      rank: givenRank,
      end: givenEnd,
      isDisabled: false,
      isDeleted: false,
      secrets: [{ text: token, end: null, supersededAt: 0 }],
    });
  }

  #count(isTaken: boolean): void {
    const word = `${this.#kind} ${isTaken ? 'taken' : 'refused'}`;
    this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
  }

  async checkSecrets(): Promise<number> {
    const { nowMs } = this.#service.clock;
    let live = 0;
    for (const token of this.tokens) {
      for (const secret of token.secrets) {
        const isLive = rules.isLive(token, secret, nowMs);
        const answer = await this.#service.call({ url: '/api/v2/caller-identity', as: secret.text });
        assert.equal(answer.statusCode, isLive ? 200 : 401);
        if (isLive) live++;
      }
    }
    return live;
  }

  async checkRights(): Promise<void> {
    const { nowMs } = this.#service.clock;
    for (const token of this.tokens) {
      for (const secret of token.secrets.filter((each) => rules.isLive(token, each, nowMs))) {
        const answer = await this.#service.call({
          method: 'POST',
          url: '/api/v2/policies/explain',
          payload: { tokenId: token.id, requests: MARKS, mode: 'raw' },
          as: secret.text,
        });
        assert.equal(answer.statusCode, 200, answer.body);
        const allowed = answer.json().items.map((item: { allowed: boolean }) => item.allowed);
        assert.deepEqual(
          allowed,
          MARKS.map((_, index) => index <= rules.rankOf(token)),
        );
      }
    }
  }
}

test(`${RUNS} lives of tokens: model and service agree on which secrets live and what each may do`, async (t) => {
  const rateLimits = { perAccount: 0, perRoute: 0, verification: 0, guesses: 0 };
  const service = await startTestService(t, { config: { logLevel: 'error', rateLimits } });
  setSettings(service, { serviceTokenLimit: 1_000_000 });
  const beside = new DatabaseSync(join(service.directory, 'keyward.db'), { readOnly: true });
  t.after(() => beside.close());
  const number = beside.prepare('select value from sequence');
  const sequence = () => Number(number.get()?.value);
  const owner = { rank: 3, isRemoved: false };
  const counts = new Map<string, number>();
  let checked = 0;

  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: STEPS - 10, maxLength: STEPS, size: 'max' }),
      async (steps) => {
        const run = new Run(service, await service.addMember('owner', 'owner'), owner, sequence, counts);
        for (const taken of steps) {
          await run.take(taken);
          checked += await run.checkSecrets();
        }
        await run.checkRights();
      },
    ),
    { numRuns: RUNS },
  );
  assert.ok(checked > RUNS, 'secrets lived');
  for (const kind of ['create', 'reset', 'clone', 'disable', 'end', 'rescope', 'delete', 'move'])
    assert.ok((counts.get(`${kind} taken`) ?? 0) > 0, `nothing was done by ${kind}`);
  t.diagnostic(JSON.stringify(Object.fromEntries(counts)));
  assert.deepEqual(service.logLines, []);
});
