import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'strangers lock a member out of their usual browser',
  file: 'packages/server/src/sign-in/sign-in-throttle.ts',
  find: 'const guesser = (await this.#knownDevice(device)) ?? (await this.#stranger(account));',
  replace: 'const guesser = await this.#stranger(account);',
  tests: ['packages/server/test/sign-in-throttle.test.ts'],
  pattern: 'is not locked out by strangers',
} satisfies PlantedBug;
