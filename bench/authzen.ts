/**
 * `npm run bench -- authzen`: an AuthZEN evaluation beside the bare decision, and searches as an account grows: how long a page and
 * all pages take, and how long the longest turn is for which verification waits. All in one process, without a network.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInCatalogue, compileRights, decideEffective } from '@keyward/policy';
import {
  buildApp,
  createFirstOwner,
  createLogger,
  openDeployment,
  readConfig,
} from '../packages/server/src/index.ts';
import { fillTokens } from './tokens/fill-tokens.ts';
import { memberId, NOW_MS } from './tokens/token-rows.ts';

const SIZES = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const EVALUATIONS = 2_000;
const DECISIONS = 1_000_000;
const RUNS = 5;
const ACTION = { name: 'viewMember' } as const;
const MEMBER = { type: 'member', id: memberId(1) } as const;

for (const size of SIZES.length > 0 ? SIZES : [10_000, 100_000]) await measure(size);

async function measure(size: number): Promise<void> {
  const parent = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
  const directory = join(parent, 'data');
  const config = readConfig({}, { data: directory });
  const clock = { now: () => NOW_MS };
  try {
    const made = await openDeployment(config, clock, { create: true });
    const owner = { email: 'owner@example.com', firstName: '', lastName: '', organization: 'Bench' };
    const first = await createFirstOwner(
      made,
      { ...owner, passwordDigest: null, neverExpires: true },
      { system: 'keyward init' },
    );
    await made.close();
    await fillTokens(join(directory, 'keyward.db'), first.account.id, size);
    const deployment = await openDeployment(config, clock, { create: false });
    const logger = createLogger('silent');
    const app = await buildApp({ ...config, pepper: deployment.pepper }, deployment.store, clock, logger);
    console.log(`\n${size} tokens`);
    const ask = async (path: string, payload: object) => {
      const headers = { authorization: first.bearerToken };
      const answer = await app.inject({ method: 'POST', url: `/access/v1/${path}`, payload, headers });
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return answer.json();
    };
    await measureEvaluation(ask);
    const subject = { type: 'member', id: first.account.id };
    const [found] = (await ask('search/subject', searched('member'))).results;
    for (const [name, path, question] of [
      ['tokens that may', 'subject', searched('token')],
      ['members who may', 'subject', searched('member')],
      [
        'service tokens that a member may see',
        'resource',
        sought('service-token', 'viewToken', found ?? subject),
      ],
      ['tokens that a member may delete', 'resource', sought('token', 'deleteAccessToken', found ?? subject)],
      ['what a member may do', 'action', { subject: found ?? subject, resource: MEMBER }],
    ] as const)
      await measureSearch(name, (page) => ask(`search/${path}`, { ...question, page }));
    await app.close();
    await deployment.close();
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

type Ask = (
  path: string,
  payload: object,
) => Promise<{ readonly results: readonly { readonly id: string }[] }>;

function searched(type: string) {
  return { subject: { type }, action: ACTION, resource: MEMBER };
}

function sought(type: string, name: string, subject: object) {
  return { subject, action: { name }, resource: { type } };
}

async function measureEvaluation(ask: Ask): Promise<void> {
  const question = { subject: MEMBER, action: ACTION, resource: MEMBER };
  for (let warm = 0; warm < EVALUATIONS / 4; warm++) await ask('evaluation', question);
  const begin = performance.now();
  for (let run = 0; run < EVALUATIONS; run++) await ask('evaluation', question);
  const evaluation = ((performance.now() - begin) * 1_000) / EVALUATIONS;
  const many = { ...question, evaluations: Array.from({ length: 100 }, () => ({})) };
  const start = performance.now();
  for (let run = 0; run < EVALUATIONS / 100; run++) await ask('evaluations', many);
  const inBatch = ((performance.now() - start) * 1_000) / EVALUATIONS;
  const rights = compileRights({ holder: { role: 'reader' } }, builtInCatalogue);
  const request = { action: ACTION.name, resource: `member/${MEMBER.id}` };
  const from = performance.now();
  for (let run = 0; run < DECISIONS; run++) decideEffective(rights, request);
  const bare = ((performance.now() - from) * 1_000) / DECISIONS;
  console.log(
    `  an evaluation ${evaluation.toFixed(0)} us, in a batch of 100 ${inBatch.toFixed(1)} us, the bare decision ${bare.toFixed(2)} us`,
  );
}

interface Page {
  readonly token?: string;
  readonly limit?: number;
}

interface Found {
  readonly results: readonly unknown[];
  readonly page: { readonly next_token: string };
}

async function measureSearch(name: string, search: (page: Page) => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  let results = 0;
  let token: string | undefined;
  const processor = process.cpuUsage();
  while (token !== '') {
    const start = performance.now();
    const found = (await search(token === undefined ? {} : { token })) as Found;
    times.push(performance.now() - start);
    results += found.results.length;
    token = found.page.next_token;
  }
  const { user, system } = process.cpuUsage(processor);
  const whole = times.reduce((sum, time) => sum + time, 0);
  const figures = [
    `${results} found on ${times.length} pages`,
    `the first ${times[0]?.toFixed(0)} ms, the slowest ${Math.max(...times).toFixed(0)} ms`,
    `all ${whole.toFixed(0)} ms (${((user + system) / 1_000).toFixed(0)} ms of CPU)`,
    `others wait ${(await longestTurnMs(() => search({}))).toFixed(1)} ms of CPU at most`,
  ];
  console.log(`  ${name}: ${figures.join(', ')}`);
}

/** Of the processor, not of time: others on the machine make no turn longer. The best of some runs, for the collector runs when it likes. */
async function longestTurnMs(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    let longest = 0;
    let isRunning = true;
    let before = threadMs();
    const turn = () => {
      const now = threadMs();
      longest = Math.max(longest, now - before);
      before = now;
      if (isRunning) setImmediate(turn);
    };
    setImmediate(turn);
    await work();
    isRunning = false;
    best = Math.min(best, longest);
  }
  return best;
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
