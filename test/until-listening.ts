import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const ATTEMPTS = 200;
const PAUSE_MS = 50;

/** Waits until something listens on a port of this machine. @throws Error when nothing ever does, or `isEnded` says that it is over */
export async function untilListening(port: number, isEnded: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS && !isEnded(); attempt++) {
    if (await isListening(port)) return;
    await pause(PAUSE_MS);
  }
  throw new Error(`nothing listens on port ${port}`);
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
