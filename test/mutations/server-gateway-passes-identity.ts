import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a gateway passes on who its client says it is',
  file: 'e2e/gateways/start-gateway.ts',
  find: 'return replacements.reduce((config, [from, to]) => config.replaceAll(from, to), text);',
  replace:
    "return replacements.reduce((config, [from, to]) => config.replaceAll(from, to), text.replace('proxy_set_header X-Auth-Role $auth_role;', ''));",
  tests: ['e2e/gateways.test.ts'],
} satisfies PlantedBug;
