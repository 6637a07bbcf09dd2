import { newObjectId } from '../object-id.ts';

/**
 * Names requests: a random part for this process and a count. Unlike a random id for each request it costs
 * nothing, and a request can be named when the random source fails.
 */
export function requestIds(): () => string {
  const processPart = newObjectId().slice(0, 12);
  let count = 0;
  return () => `${processPart}${(count++).toString(16).padStart(12, '0')}`;
}
