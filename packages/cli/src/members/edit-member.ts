import { Command, Option } from 'commander';
import { addWord, asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { onlyGiven } from '../client/only-given.ts';
import { Refusal } from '../client/refusal.ts';
import { printItem } from '../output/print-items.ts';
import { findMember } from './find-member.ts';
import { MEMBER_ROLES } from './invite-members.ts';
import { memberRow } from './member-shape.ts';

interface EditFlags extends ChangeFlags {
  readonly role?: (typeof MEMBER_ROLES)[number];
  /** False: none at all. */
  readonly customRoles?: boolean;
  readonly customRole?: readonly string[];
  readonly comment?: string;
}

export function editMemberCommand(): Command {
  const command = new Command('edit')
    .description('Change what a member holds')
    .argument('<member>', 'id, e-mail address or name')
    .addOption(new Option('--role <role>', 'the base role').choices(MEMBER_ROLES))
    .option('--custom-role <key>', 'a custom role by its key, in place of all others; repeatable', addWord)
    .addOption(new Option('--no-custom-roles', 'take all custom roles').conflicts('customRole'))
    .option('--comment <text>', 'why, for the audit log');
  return asChangingVerb(command).action(editMember);
}

async function editMember(named: string, flags: EditFlags): Promise<void> {
  const { role, customRole, customRoles, comment } = flags;
  const merge = {
    ...onlyGiven({ role, customRoles: customRole && [...customRole] }),
    ...(customRoles === false && { customRoles: [] }),
  };
  if (Object.keys(merge).length === 0) {
    throw new Refusal(
      'wrong_usage',
      'no flag says what is to change',
      '`keyward members edit --help` lists them',
    );
  }
  const keyward = await connect(flags);
  const { _id } = await findMember(keyward, named);
  printItem(await keyward.members.update(_id, { merge, ...onlyGiven({ comment }) }), memberRow, flags);
}
