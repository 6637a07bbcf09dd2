/**
 * Tokens as the documents describe them, in as few words as possible and with nothing of the service: what a call
 * changes, whether it is taken, which secrets work and what each may do.
 */
export const ROLES = ['reader', 'writer', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];
/** `no_access` is -1; each role may do all that the one before may. */
export type Rank = number;
const ADMIN: Rank = 2;
const LONGEST_OVERLAP_MS = 30 * 86_400_000;

export interface ModelMember {
  rank: Rank;
  isRemoved: boolean;
}

export interface ModelSecret {
  readonly text: string;
  /** Null: the current one. */
  end: number | null;
  supersededAt: number;
}

export interface ModelToken {
  readonly id: string;
  readonly isService: boolean;
  readonly holder: ModelMember;
  readonly madeAt: number;
  rank: Rank;
  end: number | null;
  isDisabled: boolean;
  isDeleted: boolean;
  /** The newest first. */
  secrets: ModelSecret[];
}

/** Who calls, with a token that has the role owner: bounded by the member alone. */
export function seesToken(actor: ModelMember, token: ModelToken): boolean {
  if (actor.isRemoved || token.isDeleted) return false;
  if (!token.isService && token.holder === actor) return true;
  return actor.rank >= (token.isService ? 0 : ADMIN);
}

export function managesToken(actor: ModelMember, token: ModelToken): boolean {
  return seesToken(actor, token) && actor.rank >= ADMIN;
}

/** What a token that works may do. */
export function rankOf(token: ModelToken): Rank {
  return token.isService ? token.rank : Math.min(token.rank, token.holder.rank);
}

export function isLive(token: ModelToken, secret: ModelSecret, nowMs: number): boolean {
  const hasHolder = token.isService || !token.holder.isRemoved;
  const hasEnded = isOver(token.end, nowMs) || isOver(secret.end, nowMs);
  return hasHolder && !hasEnded && !token.isDisabled && !token.isDeleted;
}

function isOver(end: number | null, nowMs: number): boolean {
  return end !== null && end <= nowMs;
}

export function mayCreate(actor: ModelMember, rank: Rank): boolean {
  return !actor.isRemoved && actor.rank >= ADMIN && actor.rank >= rank;
}

export function mayReset(actor: ModelMember, token: ModelToken, oldEnd: number, nowMs: number): boolean {
  if (!managesToken(actor, token) || isOver(token.end, nowMs)) return false;
  if (token.isService ? actor.rank < token.rank : token.holder !== actor) return false;
  return isAllowedOverlap(token, oldEnd, nowMs, nowMs);
}

function isAllowedOverlap(token: ModelToken, end: number, supersededAt: number, nowMs: number): boolean {
  if (end <= nowMs) return true;
  return end <= supersededAt + LONGEST_OVERLAP_MS && end <= (token.end ?? Infinity);
}

export function reset(token: ModelToken, text: string, oldEnd: number, nowMs: number): void {
  const isOverlapping = oldEnd > nowMs;
  const [current, ...older] = token.secrets;
  if (current === undefined) return;
  current.end = Math.max(oldEnd, nowMs);
  current.supersededAt = nowMs;
  const kept = olderLive(token, nowMs).filter((secret) => secret !== current);
  for (const secret of kept.slice(isOverlapping ? 1 : 0)) secret.end = nowMs;
  token.secrets = [{ text, end: null, supersededAt: 0 }, current, ...older];
}

export function olderLive(token: ModelToken, nowMs: number): readonly ModelSecret[] {
  return token.secrets.filter(({ end }) => end !== null && end > nowMs);
}

export function mayMoveEnd(
  actor: ModelMember,
  token: ModelToken,
  secret: ModelSecret,
  end: number,
  nowMs: number,
): boolean {
  if (!managesToken(actor, token)) return false;
  if (end <= (secret.end ?? 0)) return true;
  return actor.rank >= rankOf(token) && isAllowedOverlap(token, end, secret.supersededAt, nowMs);
}

export function mayDisable(actor: ModelMember, token: ModelToken, isDisabled: boolean): boolean {
  if (token.isDisabled === isDisabled) return seesToken(actor, token);
  return managesToken(actor, token) && (isDisabled || actor.rank >= rankOf(token));
}

export function mayEnd(actor: ModelMember, token: ModelToken, end: number | null, nowMs: number): boolean {
  if (token.end === end) return seesToken(actor, token);
  if (!managesToken(actor, token) || isOver(token.end, nowMs) || isOver(end, nowMs)) return false;
  return (end ?? Infinity) <= (token.end ?? Infinity) || actor.rank >= rankOf(token);
}

export function mayRescope(actor: ModelMember, token: ModelToken, rank: Rank): boolean {
  if (token.rank === rank) return seesToken(actor, token);
  return !token.isService && managesToken(actor, token) && actor.rank >= rank;
}
