import { debianProgram } from '../../test/debian-program.ts';

/** The package of Debian that has each program. */
const PACKAGES = { nginx: 'nginx-light', caddy: 'caddy', haproxy: 'haproxy' } as const;

export type GatewayProgram = keyof typeof PACKAGES;

/** The path of the program. */
export function gatewayProgram(name: GatewayProgram): string {
  return debianProgram(name, PACKAGES[name]);
}
