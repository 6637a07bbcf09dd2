import { Command, Option } from 'commander';
import { addWord, asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { onlyGiven } from '../client/only-given.ts';
import { note, outputFormat, printItems } from '../output/print-items.ts';
import { printLine } from '../print.ts';
import { memberRow } from './member-shape.ts';

export const MEMBER_ROLES = ['no_access', 'reader', 'writer', 'admin', 'owner'] as const;

interface InviteFlags extends ChangeFlags {
  readonly role?: (typeof MEMBER_ROLES)[number];
  readonly customRole?: readonly string[];
  readonly team?: readonly string[];
}

export function inviteMembersCommand(): Command {
  const command = new Command('invite')
    .description('Invite members, all or none; links that were not mailed are printed')
    .argument('<email...>', 'their e-mail addresses')
    .addOption(new Option('--role <role>', 'their base role; reader by default').choices(MEMBER_ROLES))
    .option('--custom-role <key>', 'a custom role by its key; repeatable', addWord)
    .option('--team <key>', 'a team by its key; repeatable', addWord);
  return asChangingVerb(command).action(inviteMembers);
}

async function inviteMembers(emails: readonly string[], flags: InviteFlags): Promise<void> {
  const { role, customRole, team } = flags;
  const given = {
    ...onlyGiven({ role, customRoles: customRole && [...customRole], teamKeys: team && [...team] }),
    ...(role === undefined && customRole === undefined && { role: 'reader' as const }),
  };
  const { members } = await connect(flags);
  const output = outputFormat(flags);
  const { items } = await members.invite(emails.map((email) => ({ email, ...given })));
  const links = items.flatMap(({ email, _invitation: { link } }) =>
    link === undefined ? [] : [{ email, link }],
  );
  if (flags.quiet === true || output !== 'table') {
    printItems(items, memberRow, { ...flags, output });
    return;
  }
  note(`invited ${items.length}; hand each link over that was not mailed. It is not shown again`, flags);
  for (const { email, link } of links) printLine(`${email}  ${link}`);
}
