import type { Deployment } from '../deployment/deployment.ts';
import { NEWEST_FIRST } from '../storage/token-list-store.ts';
import type { Principal } from '../verification/principal.ts';
import { visibleReferences } from './list-tokens.ts';
import { rightsKey } from './token-health.ts';
import { addOutcomes, type DayOutcomes, dayOf, USAGE_DAYS } from './token-usage.ts';
import { uniformlyVisible } from './visible-tokens.ts';

const TOKENS_AT_ONCE = 1_000;

/** What became of the calls with all tokens together that the principal may see, those of the last days. At most 10 seconds old. */
export async function sumUsage(
  deployment: Deployment,
  principal: Principal,
  showAll: boolean,
): Promise<readonly DayOutcomes[]> {
  const { accountId } = principal;
  const { clock, store, usageSums } = deployment;
  const visible = uniformlyVisible(principal, showAll);
  if (visible === undefined) {
    const key = JSON.stringify([accountId, showAll, rightsKey(principal)]);
    return usageSums.of(key, () => sumOneByOne(deployment, principal, showAll));
  }
  const firstDay = dayOf(clock.now()) - USAGE_DAYS + 1;
  const { accountUsage } = store.reads;
  if (await accountUsage.isSummedSince(firstDay)) {
    return accountUsage.sumOutcomes(accountId, visible, firstDay);
  }
  const key = JSON.stringify([accountId, visible, firstDay]);
  return usageSums.of(key, () => accountUsage.sumOutcomesOfTokens(accountId, visible, firstDay));
}

/** Of tokens of which it is decided one by one whether the principal may see them; deleted ones are not among them. */
async function sumOneByOne(
  deployment: Deployment,
  principal: Principal,
  showAll: boolean,
): Promise<readonly DayOutcomes[]> {
  const { tokens } = deployment.store.reads;
  let sum: readonly DayOutcomes[] = [];
  let ids: string[] = [];
  const add = async () => {
    const found = await tokens.findTokens(principal.accountId, ids, true);
    sum = addOutcomes(
      sum,
      found.flatMap(({ outcomes = [] }) => outcomes),
    );
    ids = [];
  };
  const selection = { showAll, conditions: [] };
  for await (const { id } of visibleReferences(deployment, principal, selection, NEWEST_FIRST)) {
    ids.push(id);
    if (ids.length === TOKENS_AT_ONCE) await add();
  }
  await add();
  return sum;
}
