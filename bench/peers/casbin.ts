import type { Engine } from '../flag-rules.ts';

/** The part of the package that is used; it is no dependency of the workspace, so its types are not there. */
interface Casbin {
  newModelFromString(text: string): object;
  newEnforcer(model: object): Promise<{
    addPolicies(rules: string[][]): Promise<boolean>;
    enforceSync(...request: string[]): boolean;
  }>;
}

const PACKAGE: string = 'casbin';

const MODEL = `
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.act == p.act && keyMatch(r.obj, p.obj)
`;

export const casbin: Engine = {
  name: 'casbin',
  async prepare(rules, requests) {
    const { newModelFromString, newEnforcer }: Casbin = await import(PACKAGE);
    const enforcer = await newEnforcer(newModelFromString(MODEL));
    await enforcer.addPolicies(
      rules.map(({ effect, project, environment, prefix, action }) => [
        't',
        `/${project}/${environment}/${prefix}*`,
        action,
        effect,
      ]),
    );
    const asked = requests.map(({ project, environment, flag, action }) => ({
      object: `/${project}/${environment}/${flag}`,
      action,
    }));
    return (index) => {
      const request = asked[index];
      return request !== undefined && enforcer.enforceSync('t', request.object, request.action);
    };
  },
};
