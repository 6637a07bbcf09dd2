import type { Engine, FlagRule } from '../flag-rules.ts';

/** The part of the package that is used; it is no dependency of the workspace, so its types are not there. */
interface CedarWasm {
  preparsePolicySet(id: string, policies: { staticPolicies: string }): { type: string };
  statefulIsAuthorized(call: object): { type: string; response?: { decision: string } };
}

const PACKAGE: string = '@cedar-policy/cedar-wasm/nodejs';

function toCedar({ effect, project, environment, prefix, action }: FlagRule): string {
  const head = `${effect === 'allow' ? 'permit' : 'forbid'}(principal, action == Action::"${action}", resource in Environment::"${project}/${environment}")`;
  return prefix === '' ? `${head};` : `${head} when { resource.key like "${prefix}*" };`;
}

/** Policies are parsed once and kept inside the module; the entities of a request are passed with it. */
export const cedar: Engine = {
  name: 'Cedar (wasm)',
  async prepare(rules, requests) {
    const { preparsePolicySet, statefulIsAuthorized }: CedarWasm = await import(PACKAGE);
    const id = `rules-${rules.length}`;
    const parsed = preparsePolicySet(id, { staticPolicies: rules.map(toCedar).join('\n') });
    if (parsed.type !== 'success') throw new Error('Cedar does not accept the rules');
    const calls = requests.map(({ project, environment, flag, action }) => {
      const above = { type: 'Environment', id: `${project}/${environment}` };
      const resource = { type: 'Flag', id: `${project}/${environment}/${flag}` };
      return {
        principal: { type: 'Token', id: 't' },
        action: { type: 'Action', id: action },
        resource,
        context: {},
        preparsedPolicySetId: id,
        entities: [
          { uid: resource, attrs: { key: flag }, parents: [above] },
          { uid: above, attrs: {}, parents: [] },
        ],
      };
    });
    return (index) => statefulIsAuthorized(calls[index] ?? {}).response?.decision === 'allow';
  },
};
