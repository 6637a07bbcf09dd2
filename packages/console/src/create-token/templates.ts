import type { Draft } from './draft.ts';

export interface Template {
  readonly name: string;
  readonly fill: Partial<Draft>;
}

const policy = (statements: readonly object[]) => JSON.stringify(statements, null, 2);

export const TEMPLATES: readonly Template[] = [
  { name: 'CI deploy', fill: { name: 'ci-deploy', access: 'writer', isService: true } },
  { name: 'Read-only', fill: { name: 'read-only', access: 'reader' } },
  {
    name: 'Terraform',
    fill: {
      name: 'terraform',
      access: 'inline',
      isService: true,
      policy: policy([
        { effect: 'allow', resources: ['role/*', 'team/*', 'member/*', 'service-token/*'], actions: ['*'] },
      ]),
    },
  },
  {
    name: 'Rotate tokens',
    fill: {
      name: 'token-rotation',
      access: 'inline',
      isService: true,
      policy: policy([
        { effect: 'allow', resources: ['service-token/*'], actions: ['viewToken', 'resetAccessToken'] },
      ]),
    },
  },
  {
    name: 'Audit export',
    fill: {
      name: 'audit-export',
      access: 'inline',
      isService: true,
      policy: policy([{ effect: 'allow', resources: ['acct'], actions: ['viewAuditLog'] }]),
    },
  },
];
