import { builtInCatalogue, compileRights, decide, type Policy } from '@keyward/policy';
import type { Engine, FlagRule } from '../flag-rules.ts';

export function toPolicy(rules: readonly FlagRule[]): Policy {
  return rules.map(({ effect, project, environment, prefix, action }) => ({
    effect,
    resources: [`proj/${project}:env/${environment}:flag/${prefix}*`],
    actions: [action],
  }));
}

export const keyward: Engine = {
  name: 'Keyward',
  async prepare(rules, requests) {
    const rights = compileRights({ scope: { inlineRole: toPolicy(rules) } }, builtInCatalogue);
    const asked = requests.map(({ project, environment, flag, action }) => ({
      action,
      resource: `proj/${project}:env/${environment}:flag/${flag}`,
    }));
    return (index) => {
      const request = asked[index];
      return request !== undefined && decide(rights, request).allowed;
    };
  },
};
