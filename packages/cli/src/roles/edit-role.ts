import { Command, Option } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { onlyGiven } from '../client/only-given.ts';
import { readStatements } from '../client/read-statements.ts';
import { Refusal } from '../client/refusal.ts';
import { MEMBER_ROLES } from '../members/invite-members.ts';
import { printItem } from '../output/print-items.ts';
import { findRole } from './find-role.ts';
import { roleRow } from './role-shape.ts';

interface EditFlags extends ChangeFlags {
  readonly name?: string;
  readonly policy?: string;
  readonly description?: string;
  readonly base?: (typeof MEMBER_ROLES)[number];
  readonly comment?: string;
}

export function editRoleCommand(): Command {
  const command = new Command('edit')
    .description('Change a role, and at once what everybody may do who holds it')
    .argument('<role>', 'its key, id or name')
    .option('--policy <file>', 'its new policy, a JSON list of statements; `-` is stdin')
    .option('--name <name>', 'what people will know it by')
    .option('--description <text>', 'what it is for')
    .addOption(new Option('--base <role>', 'what holders may do besides').choices(MEMBER_ROLES))
    .option('--comment <text>', 'why, for the audit log');
  return asChangingVerb(command).action(editRole);
}

async function editRole(named: string, flags: EditFlags): Promise<void> {
  const { name, description, base, comment } = flags;
  const policy = flags.policy === undefined ? undefined : await readStatements(flags.policy);
  const merge = onlyGiven({ name, description, basePermissions: base, policy });
  if (Object.keys(merge).length === 0) {
    throw new Refusal(
      'wrong_usage',
      'no flag says what is to change',
      '`keyward roles edit --help` lists them',
    );
  }
  const keyward = await connect(flags);
  const { key } = await findRole(keyward, named);
  printItem(await keyward.roles.update(key, { merge, ...onlyGiven({ comment }) }), roleRow, flags);
}
