import type { Try } from './question.ts';

const MOST = 20;
const keyOf = (name: string) => `keyward.tries.${name}`;

/** Requests that were kept as examples of a policy. They are in this browser alone: the service does not know them. */
export function savedTries(name: string): readonly Try[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isTry).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function saveTries(name: string, tries: readonly Try[]): void {
  try {
    if (tries.length === 0) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), JSON.stringify(tries.slice(0, MOST)));
  } catch {
    // They last as long as the page then.
  }
}

function isTry(value: unknown): value is Try {
  if (typeof value !== 'object' || value === null) return false;
  const { action, resource } = value as Partial<Record<keyof Try, unknown>>;
  return typeof action === 'string' && typeof resource === 'string';
}
