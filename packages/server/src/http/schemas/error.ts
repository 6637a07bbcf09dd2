import { Type } from 'typebox';
import { FAILURE_CODES } from '../../failure.ts';
import type { STATUS_OF } from '../error-map.ts';
import { enumOf } from './enum.ts';

export const ErrorSchema = Type.Object(
  {
    code: enumOf(FAILURE_CODES, 'What went wrong, for programs'),
    message: Type.String({ description: 'What went wrong, for people' }),
    reason: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'Why the access was denied' }),
    ),
    access: Type.Optional(
      Type.Object(
        { action: Type.String(), resource: Type.String() },
        { description: 'The access that was denied' },
      ),
    ),
    invalid_emails: Type.Optional(
      Type.Array(Type.String(), { description: 'The addresses that are at fault' }),
    ),
    _id: Type.Optional(Type.String({ description: 'What the call made when it was made the first time' })),
    hint: Type.Optional(Type.String({ description: 'What to do next' })),
    requestId: Type.String({ description: 'Names this request in the log of the server' }),
    error: Type.Optional(Type.String({ description: 'Under `/oauth2`: the same in the words of OAuth' })),
    error_description: Type.Optional(Type.String({ description: 'Under `/oauth2`: the message' })),
  },
  { $id: 'Error' },
);

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'The request is not valid; the message names the field',
  401: 'No access token, or one that does not work',
  403: 'The access token may not do this',
  404: 'There is no such resource, or it may not be seen',
  405: 'The path does not take this method',
  409: 'The resource changed or exists already',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'The patch could not be applied',
  429: 'Too many attempts; try again after the seconds in `Retry-After`',
  500: 'Keyward failed',
  503: 'Keyward cannot answer now; try again after the seconds in `Retry-After`',
};

export type ErrorStatus = (typeof STATUS_OF)[keyof typeof STATUS_OF];

/** The error answers of a route, and those that any route may give. */
export function errorResponses(...statuses: readonly ErrorStatus[]) {
  const all = [...new Set([...statuses, 400, 500, 503])].sort((one, other) => one - other);
  return Object.fromEntries(
    all.map((status) => [status, Type.Ref('Error#', { description: DESCRIPTIONS[status] ?? 'Error' })]),
  );
}
