import type { Attributes } from '../teams/role-attributes.ts';
import { attributeChanges } from '../teams/role-changes.ts';

interface Operation {
  readonly op: 'test' | 'add' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

/** Changes only what differs, and only where it still is what the form began with: a patch tests first. */
export function attributePatch(before: Attributes, wanted: Attributes): Operation[] {
  return attributeChanges(before, wanted).flatMap((change): Operation[] => {
    const path = `/roleAttributes/${change.key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const test: Operation = { op: 'test', path, value: [...(before[change.key] ?? [])] };
    if (change.kind === 'removeRoleAttribute') return [test, { op: 'remove', path }];
    const add: Operation = { op: 'add', path, value: change.values };
    return change.kind === 'updateRoleAttribute' ? [test, add] : [add];
  });
}
