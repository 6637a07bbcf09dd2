import type { Policy, Statement } from '@keyward/policy';

/** Chances that are the same for the same seed. */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const projects = Array.from(
  { length: 40 },
  (_, index) => `${['web', 'app', 'data', 'ops'][index % 4]}-${index}`,
);
const environments = ['production', 'staging', 'test', 'dev-1', 'dev-2'];
const flagActions = [
  'updateOn',
  'updateRules',
  'updateTargets',
  'updateFallthrough',
  'createFlag',
  'deleteFlag',
  'updateTags',
  'copyFlagConfigTo',
  'updateName',
];

/** A policy as teams write them: most statements name a project, some deny, some ask for tags, views or `critical`. */
export function teamPolicy(next: () => number, statements: number): Policy {
  return Array.from({ length: statements }, () => teamStatement(next));
}

/** The same policy less some statements, with one changed, or an unrelated one; in equal shares. */
export function relatedPolicy(next: () => number, policy: Policy): Policy {
  const choice = next();
  if (choice < 1 / 3) return policy.filter((statement) => statement.effect === 'deny' || next() < 0.8);
  if (choice > 2 / 3) return teamPolicy(next, policy.length);
  const changed = Math.floor(next() * policy.length);
  return policy.map((statement, index) => (index === changed ? teamStatement(next) : statement));
}

function teamStatement(next: () => number): Statement {
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(next() * choices.length)] as T;
  const project = () => {
    if (next() >= 0.9) return '*';
    return next() < 0.7 ? pick(projects) : `${pick(['web', 'app', 'data', 'ops'])}-*`;
  };
  const environment = () => {
    const name = next() < 0.5 ? pick(environments) : pick(['*', 'dev-*', '*']);
    const modifiers = [
      ...(next() < 0.15 ? [pick(['{critical:true}', '{critical:false}'])] : []),
      ...(next() < 0.15 ? [pick(['qa_*', 'eu', 'fedramp'])] : []),
    ];
    return `env/${name}${modifiers.length > 0 ? `;${modifiers.join()}` : ''}`;
  };
  const flag = () => {
    const name = next() < 0.6 ? '*' : pick(['ops_*', 'exp_*', 'checkout', 'banner', 'perm_*']);
    const modifiers = [
      ...(next() < 0.2 ? [pick(['payments', 'team-*', 'locked', 'beta'])] : []),
      ...(next() < 0.1 ? [`view:${pick(['squad-a', 'squad-b', 'squad-c'])}`] : []),
    ];
    return `flag/${name}${modifiers.length > 0 ? `;${modifiers.join()}` : ''}`;
  };
  const resource = () => {
    const kind = next();
    if (kind < 0.2) return `proj/${project()}`;
    if (kind < 0.35) return `proj/${project()}:${environment()}`;
    if (kind < 0.9) return `proj/${project()}:${environment()}:${flag()}`;
    return `proj/${project()}:${pick(['metric/*', 'env/*:segment/*', 'env/*:experiment/*'])}`;
  };
  const actions = () => {
    const kind = next();
    if (kind < 0.35) return ['*'];
    if (kind < 0.55) return [pick(['update*', 'create*', 'view*'])];
    return Array.from({ length: 1 + Math.floor(next() * 4) }, () => pick(flagActions));
  };
  const resources = Array.from({ length: 1 + Math.floor(next() * 2.5) }, resource);
  const isProject = resources.every((each) => !each.includes(':'));
  const effect = next() < 0.15 ? 'deny' : 'allow';
  return {
    effect,
    resources,
    actions: isProject && effect === 'allow' ? ['viewProject', ...actions()] : actions(),
  };
}
