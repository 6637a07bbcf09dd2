import type { Keyward } from '@keyward/sdk';
import { Command } from 'commander';
import { addWord, asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { onlyGiven } from '../client/only-given.ts';
import { findMember } from '../members/find-member.ts';
import { printItem } from '../output/print-items.ts';
import { WHOLE_TEAM } from './find-team.ts';
import { teamRow } from './team-shape.ts';

interface CreateFlags extends ChangeFlags {
  readonly name?: string;
  readonly description?: string;
  readonly role?: readonly string[];
  readonly member?: readonly string[];
}

export function createTeamCommand(): Command {
  const command = new Command('create')
    .description('Make a team')
    .argument('<key>', 'what programs will know it by; never changes')
    .option('--name <name>', 'what people will know it by; the key by default')
    .option('--description <text>', 'what it is for')
    .option('--role <key>', 'a custom role that it gives, by its key; repeatable', addWord)
    .option('--member <member>', 'a member by id, e-mail address or name; repeatable', addWord);
  return asChangingVerb(command).action(createTeam);
}

async function createTeam(key: string, flags: CreateFlags): Promise<void> {
  const { name = key, description, role, member } = flags;
  const keyward = await connect(flags);
  const memberIDs = member && (await memberIds(keyward, member));
  const given = onlyGiven({ description, customRoleKeys: role && [...role], memberIDs });
  printItem(await keyward.teams.create({ key, name, ...given }, WHOLE_TEAM), teamRow, flags);
}

export async function memberIds(keyward: Keyward, named: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const each of named) ids.push((await findMember(keyward, each))._id);
  return ids;
}
