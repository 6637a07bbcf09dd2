import { type Static, Type } from 'typebox';
import { type DayOutcomes, USAGE_DAYS, usageOf } from '../../tokens/token-usage.ts';
import { InstantSchema } from './object-id.ts';

export const IncludeSchema = Type.Optional(
  Type.String({
    maxLength: 100,
    description:
      'Names between commas. `usage`: what became of the calls with a token on each of the last 30 days; `access`: what the caller may do, in `_access`',
  }),
);

export const GetTokenQuerySchema = Type.Object({ include: IncludeSchema }, { additionalProperties: false });

const counts = (description: string) =>
  Type.Array(Type.Integer({ minimum: 0 }), { minItems: USAGE_DAYS, maxItems: USAGE_DAYS, description });

export const TokenUsageSchema = Type.Object(
  {
    since: Type.Unsafe<number>({ ...InstantSchema, description: 'When the first of the days begins' }),
    allowed: counts('Calls that were let through'),
    denied: counts('Calls that were refused by policy or address: 403'),
    refused: counts(
      'Calls with a secret that did not work: expired, disabled, replaced or its holder gone: 401',
    ),
  },
  {
    $id: 'TokenUsage',
    description:
      'Calls on each of the last 30 days (UTC), the oldest first, today last. Written every 30 seconds',
  },
);

export function usageAnswer(
  outcomes: readonly DayOutcomes[],
  nowMs: number,
): Static<typeof TokenUsageSchema> {
  const { sinceMs, allowed, denied, refused } = usageOf(outcomes, nowMs);
  return { since: sinceMs, allowed: [...allowed], denied: [...denied], refused: [...refused] };
}
