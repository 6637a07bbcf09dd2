import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'bash completes the name of a token as it is, also what runs a command',
  file: 'packages/cli/src/completion/scripts.ts',
  find: 'printf -v candidate %q "$candidate"',
  replace: 'printf -v candidate %s "$candidate"',
  tests: ['packages/cli/test/completion-scripts.test.ts'],
} satisfies PlantedBug;
