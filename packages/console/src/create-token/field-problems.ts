import { KeywardError } from '@keyward/sdk';
import type { DraftProblems } from './draft.ts';

/** Where in a form stands what the service calls so. */
const PLACES: Readonly<Record<string, keyof DraftProblems>> = {
  name: 'name',
  description: 'description',
  role: 'access',
  customRoleIds: 'access',
  inlineRole: 'policy',
  expiry: 'life',
  allowedIps: 'allowedIps',
  tags: 'tags',
};

/** What the service found wrong with a form, at the field that it names; empty: it names none of them. */
export function fieldProblems(error: unknown): DraftProblems {
  if (!(error instanceof KeywardError) || error.code !== 'invalid_request') return {};
  const [, field = ''] = /`\/?([A-Za-z]+)/.exec(error.message) ?? [];
  const place = PLACES[field];
  if (place === undefined) return {};
  return { [place]: [error.message, error.hint].filter(Boolean).map(sentence).join(' ') };
}

function sentence(text: unknown): string {
  const plain = String(text).replace(/^`\/?[A-Za-z]+`:? ?/, '');
  const start = plain.charAt(0).toUpperCase() + plain.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
