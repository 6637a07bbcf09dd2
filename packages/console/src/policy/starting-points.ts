import type { Policy } from '@keyward/policy';

/** Policies to begin with, for what roles are made for most. */
export const STARTING_POINTS: readonly { readonly name: string; readonly policy: Policy }[] = [
  {
    name: 'Toggle flags in production',
    policy: [
      { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] },
      { effect: 'allow', resources: ['proj/*:env/production:flag/*'], actions: ['updateOn'] },
    ],
  },
  {
    name: 'Work on one project',
    policy: [
      { effect: 'allow', resources: ['proj/web'], actions: ['viewProject'] },
      { effect: 'allow', resources: ['proj/web:env/*:flag/*', 'proj/web:env/*:segment/*'], actions: ['*'] },
      { effect: 'deny', resources: ['proj/web:env/*;{critical:true}:flag/*'], actions: ['deleteFlag'] },
    ],
  },
  {
    name: 'Rotate service tokens',
    policy: [{ effect: 'allow', resources: ['service-token/*'], actions: ['viewToken', 'resetAccessToken'] }],
  },
];
