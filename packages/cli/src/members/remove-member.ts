import { Command } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { confirmName } from '../client/confirm-name.ts';
import { connect } from '../client/connect.ts';
import { note } from '../output/print-items.ts';
import { findMember } from './find-member.ts';

export function removeMemberCommand(): Command {
  const command = new Command('remove')
    .description('Remove a member: their personal tokens and sessions end')
    .argument('<member>', 'id, e-mail address or name')
    .option('--confirm <email>', 'the e-mail address, which says that it is meant');
  return asChangingVerb(command).action(removeMember);
}

async function removeMember(
  named: string,
  flags: ChangeFlags & { readonly confirm?: string },
): Promise<void> {
  const keyward = await connect(flags);
  const { _id, email } = await findMember(keyward, named);
  if (flags.dryRun !== true)
    await confirmName({ act: 'remove the member', name: email, given: flags.confirm }, flags);
  await keyward.members.remove(_id);
  note(`removed the member \`${email}\``, flags);
}
