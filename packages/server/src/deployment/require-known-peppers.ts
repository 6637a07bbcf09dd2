import { ConfigRefused } from '../config.ts';
import type { Store } from '../storage/store.ts';
import type { SecretForm } from '../storage/token-store.ts';
import { type Pepper, peppersOf } from '../tokens/secret-digest.ts';

/**
 * Refuses to serve without a pepper that stored secrets need, and says how many. One that none needs any more is forgotten.
 *
 * @throws ConfigRefused
 */
export async function requireKnownPeppers(
  store: Pick<Store, 'countSecretsByPepper' | 'forgetPepper'>,
  pepper: Pepper,
  forms: readonly SecretForm[],
  nowMs: number,
): Promise<void> {
  const known = peppersOf(pepper).map(({ id }) => id);
  const strange = new Set(forms.map(({ pepperId }) => pepperId).filter((id) => !known.includes(id)));
  if (strange.size === 0) return;
  const uses = await store.countSecretsByPepper(nowMs);
  const lost = uses
    .filter(({ pepperId }) => strange.has(pepperId))
    .reduce((sum, { secrets }) => sum + secrets, 0);
  const hasOwn = forms.some(({ pepperId }) => known.includes(pepperId));
  if (lost === 0 && hasOwn) {
    for (const pepperId of strange) await store.forgetPepper(pepperId);
    return;
  }
  throw new ConfigRefused(hasOwn ? needed(lost) : wrong(lost));
}

function wrong(secrets: number): string {
  return `the pepper is not the one that the stored tokens were made with; none of them would work (${inWords(secrets)}). Give the right one in \`KEYWARD_PEPPER\` or \`KEYWARD_PEPPER_FILE\`, or take those settings away to use the file \`pepper\` in the data directory; while it is rotated, the one before too`;
}

function needed(secrets: number): string {
  return `${inWords(secrets)} would stop working, since they need a pepper that is not given. Give it in \`KEYWARD_PEPPER_PREVIOUS\` or \`KEYWARD_PEPPER_PREVIOUS_FILE\`, or as \`pepper.previous\` in the data directory, until \`keyward pepper status\` says that none needs it`;
}

function inWords(secrets: number): string {
  return secrets === 1 ? '1 secret' : `${secrets} secrets`;
}
