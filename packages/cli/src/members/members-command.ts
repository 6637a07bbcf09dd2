import { Command } from 'commander';
import { editMemberCommand } from './edit-member.ts';
import { getMemberCommand } from './get-member.ts';
import { inviteMembersCommand } from './invite-members.ts';
import { listMembersCommand } from './list-members.ts';
import { passwordLinkCommand } from './password-link-command.ts';
import { removeMemberCommand } from './remove-member.ts';

export function membersCommand(): Command {
  return new Command('members')
    .addCommand(listMembersCommand())
    .addCommand(getMemberCommand())
    .addCommand(inviteMembersCommand())
    .addCommand(editMemberCommand())
    .addCommand(removeMemberCommand())
    .addCommand(passwordLinkCommand());
}
