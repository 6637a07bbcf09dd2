import { join } from 'node:path';

/** What `sun_path` takes without its ending NUL: 108 bytes on Linux, 104 on macOS (unix(7), unix(4)). */
const PATH_LIMIT_BYTES = process.platform === 'linux' ? 107 : 103;

/** Where a service listens to the shell of its machine; undefined when the path is too long for a socket. */
export function controlPath(dataDirectory: string): string | undefined {
  const path = join(dataDirectory, 'control.sock');
  return Buffer.byteLength(path) <= PATH_LIMIT_BYTES ? path : undefined;
}
