import type { Policy, Statement } from '@keyward/policy';

const PLACEHOLDER = /\$\{roleAttribute\/[^}]*\}/g;

/** Whether a policy leaves something to the attributes of whoever holds it. */
export function hasPlaceholders(policy: Policy): boolean {
  return JSON.stringify(policy).includes('${roleAttribute/');
}

/**
 * A policy that allows whatever this one may allow to anybody, whatever their attributes: what is allowed is read as
 * widely as can be, what is denied or left out as narrowly.
 */
export function widestPolicy(policy: Policy): Policy {
  return policy.flatMap(({ effect, resources, notResources, ...actions }): Statement[] => {
    const widen = effect === 'allow';
    const named = widen ? resources?.map(anyName) : resources?.filter(isPlain);
    const left = widen ? notResources?.filter(isPlain) : notResources?.map(anyName);
    if (named !== undefined && named.length > 0) return [{ effect, resources: named, ...actions }];
    if (left !== undefined && left.length > 0) return [{ effect, notResources: left, ...actions }];
    return widen && notResources !== undefined ? [{ effect, resources: ['*'], ...actions }] : [];
  });
}

function anyName(specifier: string): string {
  return specifier.replace(PLACEHOLDER, '*').replace(/\*{2,}/g, '*');
}

function isPlain(specifier: string): boolean {
  return !specifier.includes('${roleAttribute/');
}
