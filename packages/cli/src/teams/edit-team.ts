import type { Body } from '@keyward/sdk';
import { Command } from 'commander';
import { addWord, asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { onlyGiven } from '../client/only-given.ts';
import { Refusal } from '../client/refusal.ts';
import { printItem } from '../output/print-items.ts';
import { memberIds } from './create-team.ts';
import { findTeam, WHOLE_TEAM } from './find-team.ts';
import { teamRow } from './team-shape.ts';

interface EditFlags extends ChangeFlags {
  readonly name?: string;
  readonly description?: string;
  readonly addRole?: readonly string[];
  readonly removeRole?: readonly string[];
  readonly addMember?: readonly string[];
  readonly removeMember?: readonly string[];
  readonly comment?: string;
}

type Instructions = Body<'patchTeam'>['instructions'];

export function editTeamCommand(): Command {
  const command = new Command('edit')
    .description('Change a team, and at once what its members may do')
    .argument('<team>', 'its key or name')
    .option('--name <name>', 'what people will know it by')
    .option('--description <text>', 'what it is for')
    .option('--add-role <key>', 'give a custom role, by its key; repeatable', addWord)
    .option('--remove-role <key>', 'take a custom role; repeatable', addWord)
    .option('--add-member <member>', 'add a member by id, e-mail address or name; repeatable', addWord)
    .option('--remove-member <member>', 'take a member out; repeatable', addWord)
    .option('--comment <text>', 'why, for the audit log');
  return asChangingVerb(command).action(editTeam);
}

async function editTeam(named: string, flags: EditFlags): Promise<void> {
  const { name, description, addRole, removeRole, addMember, removeMember, comment } = flags;
  const isChange = [name, description, addRole, removeRole, addMember, removeMember].some(
    (given) => given !== undefined,
  );
  if (!isChange) {
    throw new Refusal(
      'wrong_usage',
      'no flag says what is to change',
      '`keyward teams edit --help` lists them',
    );
  }
  const keyward = await connect(flags);
  const { key } = await findTeam(keyward, named);
  const instructions: Instructions = [
    ...(name === undefined ? [] : [{ kind: 'updateName' as const, value: name }]),
    ...(description === undefined ? [] : [{ kind: 'updateDescription' as const, value: description }]),
    ...(addRole ? [{ kind: 'addCustomRoles' as const, values: [...addRole] }] : []),
    ...(removeRole ? [{ kind: 'removeCustomRoles' as const, values: [...removeRole] }] : []),
    ...(addMember ? [{ kind: 'addMembers' as const, values: await memberIds(keyward, addMember) }] : []),
    ...(removeMember
      ? [{ kind: 'removeMembers' as const, values: await memberIds(keyward, removeMember) }]
      : []),
  ];
  const changed = await keyward.teams.update(key, { instructions, ...onlyGiven({ comment }) }, WHOLE_TEAM);
  printItem(changed, teamRow, flags);
}
