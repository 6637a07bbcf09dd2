import type { Principal } from '../../verification/principal.ts';
import { tokenEndHeaders } from '../announce-token-end.ts';
import { ANSWER_OF_NO_PAGE } from '../cors.ts';

const LASTING_HEADERS = Object.entries({
  ...ANSWER_OF_NO_PAGE,
  'content-type': 'application/json; charset=utf-8',
}).flat();

/** Names and values in turn: what an answer with a body has for a caller that is no page. */
export function headersOfJson(caller: Principal): readonly string[] {
  const ofToken = Object.entries(tokenEndHeaders(caller));
  return ofToken.length === 0 ? LASTING_HEADERS : [...LASTING_HEADERS, ...ofToken.flat()];
}
