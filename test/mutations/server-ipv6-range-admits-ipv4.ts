import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the range of all IPv6 addresses admits IPv4',
  file: 'packages/server/src/address-ranges.ts',
  find: 'return rangeList(ofSameFamily)',
  replace: 'return rangeList(ranges)',
  tests: ['packages/server/test/allowed-addresses.test.ts'],
  pattern: 'own family',
} satisfies PlantedBug;
