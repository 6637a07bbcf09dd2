import { say } from '../controls/toasts.tsx';
import { keyward } from './keyward.ts';

/** Loads the console anew, unless that would put the page of the browser that says there is no network in its place. */
export async function loadAnew(): Promise<void> {
  const isReachable = await keyward.sessions.get().then(
    () => true,
    (error) => error.status !== undefined,
  );
  if (isReachable) location.reload();
  else say('Keyward still cannot be reached');
}
