/** The list of tokens as the documents describe it, by going through an array. */
export interface ListedToken {
  readonly id: string;
  readonly isService: boolean;
  readonly holder: ListedMember;
  readonly name: string;
  readonly description: string;
  readonly lastFour: string;
  readonly role: string;
  readonly tags: readonly string[];
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly expiresAt: number | null;
  readonly usedAt: number;
  /** On the day of today and on one that no longer counts. */
  readonly calls: { readonly today: number; readonly longAgo: number };
  /** When a secret of its was used that had ended; 0: never. */
  readonly calledAfterEndAt: number;
  readonly isDisabled: boolean;
}

export interface ListedMember {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly isRemoved: boolean;
}

/** The parameters of the query, as they are sent. */
export interface ListQuery {
  readonly q?: string;
  readonly status?: string;
  readonly type?: string;
  readonly role?: string;
  readonly owner?: string;
  readonly tag?: readonly string[];
  readonly unusedFor?: string;
  readonly sort?: string;
  readonly showAll?: 'true' | 'false';
}

const HOURS: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };

export function statusOf({ isService, holder, expiresAt, isDisabled }: ListedToken, nowMs: number): string {
  if (!isService && holder.isRemoved) return 'holder_gone';
  if (expiresAt !== null && expiresAt <= nowMs) return 'expired';
  return isDisabled ? 'disabled' : 'active';
}

export function isAskedFor(token: ListedToken, query: ListQuery, nowMs: number): boolean {
  const { q = '', status, type, role, owner, tag = [], unusedFor } = query;
  const isOf = (list: string | undefined, value: string) =>
    list === undefined || list.split('|').includes(value);
  return (
    hasText(token, q) &&
    (isOf(status, statusOf(token, nowMs)) ||
      (query.sort === 'attention' && isCalledAfterEnd(token, nowMs))) &&
    isOf(type, token.isService ? 'service' : 'personal') &&
    isOf(role, token.role) &&
    (owner === undefined ||
      (!token.isService &&
        [token.holder.id, token.holder.email.toLowerCase()].includes(owner.toLowerCase()))) &&
    tag.every((each) => token.tags.includes(each)) &&
    (unusedFor === undefined || (token.usedAt || token.createdAt) < nowMs - msOf(unusedFor))
  );
}

function hasText(token: ListedToken, q: string): boolean {
  if (q === '') return true;
  const { holder } = token;
  const ofHolder = token.isService ? [] : [holder.email, holder.firstName, holder.lastName];
  const key = lower(q);
  if ([...q].length < 3) return [token.name, ...ofHolder].some((text) => lower(text).startsWith(key));
  const ofToken = [token.name, token.description, token.id, token.lastFour];
  return (
    ofToken.some((text) => text.toLowerCase().includes(q.toLowerCase())) ||
    ofHolder.some((text) => lower(text).includes(key))
  );
}

function msOf(duration: string): number {
  return Number(duration.slice(0, -1)) * (HOURS[duration.slice(-1)] ?? 0) * 3_600_000;
}

/** Negative: the first stands before the second. */
export function compare(one: ListedToken, other: ListedToken, sort = '-creationDate', nowMs = 0): number {
  if (sort === 'attention') return compareAttention(one, other, nowMs);
  const isDescending = sort.startsWith('-');
  const column = isDescending ? sort.slice(1) : sort;
  const [a, b] = [sortValue(one, column), sortValue(other, column)];
  const byId = one.id < other.id ? -1 : 1;
  const ascending = a === b ? (column === 'creationDate' ? -byId : byId) : a < b ? -1 : 1;
  return isDescending ? -ascending : ascending;
}

function compareAttention(one: ListedToken, other: ListedToken, nowMs: number): number {
  const groupOf = (token: ListedToken) => {
    if (isCalledAfterEnd(token, nowMs)) return 0;
    const isExpiring = (token.expiresAt ?? Infinity) < nowMs + 7 * 24 * 3_600_000;
    return isExpiring && statusOf(token, nowMs) === 'active' ? 1 : 2;
  };
  const [group, otherGroup] = [groupOf(one), groupOf(other)];
  if (group !== otherGroup) return group - otherGroup;
  return compare(one, other, group === 1 ? 'expiry' : '-lastUsed');
}

function isCalledAfterEnd({ calledAfterEndAt }: ListedToken, nowMs: number): boolean {
  return calledAfterEndAt >= nowMs - 7 * 24 * 3_600_000;
}

function sortValue(token: ListedToken, column: string): number | string {
  if (column === 'name') return lower(token.name);
  if (column === 'creationDate') return token.createdAt;
  if (column === 'lastModified') return token.modifiedAt;
  if (column === 'lastUsed') return token.usedAt;
  if (column === 'requests') return token.calls.today;
  return token.expiresAt ?? Infinity;
}

function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
