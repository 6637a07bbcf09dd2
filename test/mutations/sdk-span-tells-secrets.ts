import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a secret in the name of a resource gets into the span',
  file: 'packages/sdk/src/guard/annotate-span.ts',
  find: "wanted.resource.replace(SECRET, '[redacted]')",
  replace: 'wanted.resource',
  tests: ['packages/sdk/test/guard-spans.test.ts'],
} satisfies PlantedBug;
