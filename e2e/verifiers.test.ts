/** Verifiers of the SDK under every fault of the way to the service, and of the service: the history of what they said is right. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createKeyward } from '../packages/sdk/src/index.ts';
import { createVerifier } from '../packages/sdk/src/verifier/index.ts';
import { FaultyNetwork } from '../packages/sdk/test/faulty-network.ts';
import { ClusterLoad } from './faults/cluster-load.ts';
import { nodeDoor } from './faults/door.ts';
import { findViolations, revocationLagsMs } from './faults/history.ts';
import { verifierDoor } from './faults/verifier-door.ts';
import { type KeywardProcess, startKeyward, startOwnedKeyward } from './keyward-process.ts';
import { seededRandom, seedFrom } from './seeded-random.ts';
import { issuedSecrets } from './test-end.ts';

const VERIFIERS = 3;
/** Each commit waits for the disk, and verifications with it. */
const WRITERS = 2;
const BOUND_MS = 1_000;
const PAST_BOUND_MS = 1_300;
const PEACE_MS = 400;
const LAST_PEACE_MS = 10_000;
/** Needs members who were made below the API. */
const NOT_MADE = 'member DELETE';
/** Stands for the service, wherever it listens after it was started again. */
const ADDRESS = 'http://keyward.invalid';

const environment = {
  KEYWARD_MAX_STALENESS_MS: String(BOUND_MS),
  KEYWARD_RATE_LIMIT: '0',
  KEYWARD_ROUTE_RATE_LIMIT: '0',
  KEYWARD_GUESS_LIMIT: '0',
  KEYWARD_LOG_LEVEL: 'warn',
};

interface Way {
  readonly network: FaultyNetwork;
  readonly random: () => number;
}

/** What goes wrong for a while on the way of one verifier. Each leaves everything healed. */
const FAULTS_OF_THE_WAY: Readonly<Record<string, (way: Way) => Promise<void>>> = {
  async 'everything is cut'({ network }) {
    network.cut();
    await pause(PAST_BOUND_MS);
    network.mend();
  },
  async 'the stream is cut'({ network }) {
    network.cut('streams');
    await pause(PAST_BOUND_MS);
    network.mend();
  },
  async 'the stream breaks again and again'({ network }) {
    for (let again = 0; again < 5; again++) {
      network.cut();
      network.mend();
      await pause(150);
    }
  },
  async 'the stream is held up'({ network }) {
    network.stream = 'hold';
    await pause(PAST_BOUND_MS);
    network.release();
    network.stream = 'pass';
  },
  async 'events arrive late, one by one'({ network }) {
    network.stream = 'hold';
    const until = performance.now() + PAST_BOUND_MS;
    while (performance.now() < until) {
      await pause(50);
      network.release(1);
    }
    network.release();
    network.stream = 'pass';
  },
  async 'events are lost'({ network }) {
    network.stream = 'drop';
    await pause(PAST_BOUND_MS);
    network.stream = 'pass';
  },
  async 'some events are lost'({ network }) {
    for (let again = 0; again < 10; again++) {
      network.stream = network.stream === 'drop' ? 'pass' : 'drop';
      await pause(30);
    }
  },
  async 'events come twice'({ network }) {
    network.stream = 'repeat';
    await pause(PEACE_MS);
    network.stream = 'pass';
  },
  async 'answers are slow'({ network, random }) {
    network.beforeAnswer = () => pause(random() * 400);
    await pause(PAST_BOUND_MS);
    network.beforeAnswer = () => undefined;
  },
};

/** What goes wrong with the service itself. */
const FAULTS_OF_THE_SERVICE: Readonly<Record<string, (service: Service) => Promise<void>>> = {
  async 'the service is paused'({ pid }) {
    process.kill(pid, 'SIGSTOP');
    await pause(PAST_BOUND_MS);
    process.kill(pid, 'SIGCONT');
  },
  async 'the service is killed and started again'(service) {
    await service.kill();
    await service.startAgain();
  },
};

type Service = Awaited<ReturnType<typeof startService>>;

/** A service that may be killed, and started again on its data. */
async function startService(t: TestContext) {
  const first = await startOwnedKeyward(t, { environment });
  const { data, ownerSecret } = first;
  let current: KeywardProcess = first;
  return {
    index: 0,
    ownerSecret,
    get port() {
      return current.port;
    },
    get url() {
      return current.url;
    },
    get pid() {
      return current.pid;
    },
    kill: () => current.kill(),
    startAgain: async () => {
      current = await startKeyward(t, { data, environment });
    },
  };
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  const drawn = all.map((each) => ({ each, at: random() }));
  return drawn.sort((one, other) => one.at - other.at).map(({ each }) => each);
}

function parts<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

test('three verifiers under every fault: nothing that ended works past the bound, and nothing live is refused', async (t) => {
  const seed = seedFrom('KEYWARD_VERIFIERS_SEED');
  t.diagnostic(`KEYWARD_VERIFIERS_SEED=${seed}`);
  const random = seededRandom(seed);
  const service = await startService(t);
  const keyward = createKeyward({ url: service.url, accessToken: service.ownerSecret });
  const networks = Array.from({ length: VERIFIERS }, () => new FaultyNetwork());
  const verifiers = networks.map(async (network) => {
    const scope = { serviceToken: true, customRoleIds: ['keyward-verifier'] };
    const { token } = await keyward.tokens.create({ name: 'verifier', ...scope });
    issuedSecrets.addAllOf(token);
    const verifier = createVerifier({
      url: ADDRESS,
      token,
      timeoutMs: PAST_BOUND_MS,
      reportEveryMs: PAST_BOUND_MS,
      fetch: (url, init) => network.fetch(url.replace(ADDRESS, service.url), init),
    });
    t.after(() => verifier.close());
    return verifier;
  });
  const doors = (await Promise.all(verifiers)).map((verifier, index) => verifierDoor(index + 1, verifier));
  const load = new ClusterLoad(
    [service],
    [nodeDoor(service), ...doors],
    service.ownerSecret,
    [],
    random,
    WRITERS,
  );
  const running = load.run();
  running.catch(() => load.finish());
  t.after(() => load.finish());

  const phase = async (name: string, faults: readonly Promise<void>[]) => {
    const before = load.history.length;
    await Promise.all(faults);
    const seen = load.history.slice(before);
    const silent = seen.filter(({ result }) => result === 'unknown').length;
    t.diagnostic(`${name}: ${seen.length} operations, ${silent} without an answer`);
    await pause(PEACE_MS);
  };
  await pause(PEACE_MS);
  for (const some of parts(shuffled(Object.entries(FAULTS_OF_THE_WAY), random), VERIFIERS)) {
    const faults = networks.flatMap((network, index) => some[index]?.[1]({ network, random }) ?? []);
    await phase(some.map(([name]) => name).join(', '), faults);
  }
  for (const [name, fault] of Object.entries(FAULTS_OF_THE_SERVICE)) await phase(name, [fault(service)]);
  const ended = () => [...load.ended].filter(([kind]) => kind !== NOT_MADE).map(([, times]) => times);
  const deadline = performance.now() + LAST_PEACE_MS;
  while (!ended().every((times) => times > 0) && performance.now() < deadline)
    await Promise.race([pause(20), running]);
  load.finish();
  await running;

  const { history } = load;
  const lags = revocationLagsMs(history).sort((one, other) => one - other);
  const count = (result: string) => history.filter((each) => each.node > 0 && each.result === result).length;
  t.diagnostic(
    `verifiers: ${count('works')} worked, ${count('refused')} refused, ${count('unknown')} without an answer; ${lags.length} ends, lag median ${lags[lags.length >> 1]?.toFixed(1)} ms, longest ${lags.at(-1)?.toFixed(0)} ms`,
  );
  const violations = findViolations(history, BOUND_MS);
  assert.deepEqual(violations.slice(0, 5), [], `${violations.length} wrong answers; again with seed ${seed}`);
  assert.ok(
    ended().every((times) => times > 0),
    'every kind of end was made',
  );
  assert.ok(count('works') > 200 && count('refused') > 200, 'live and ended ones were verified');
});
