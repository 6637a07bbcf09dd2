import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PACKED = fileURLToPath(new URL('../../../console', import.meta.url));
const BUILT = fileURLToPath(new URL('../../../../console/dist', import.meta.url));

/** Where the built console lies: in the package itself, in the workspace where its build leaves it. */
export const CONSOLE_DIRECTORY = existsSync(PACKED) ? PACKED : BUILT;
