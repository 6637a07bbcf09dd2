import { Command, Option } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { onlyGiven } from '../client/only-given.ts';
import { readStatements } from '../client/read-statements.ts';
import { MEMBER_ROLES } from '../members/invite-members.ts';
import { printItem } from '../output/print-items.ts';
import { roleRow } from './role-shape.ts';

interface CreateFlags extends ChangeFlags {
  readonly name?: string;
  readonly policy: string;
  readonly description?: string;
  readonly base?: (typeof MEMBER_ROLES)[number];
}

export function createRoleCommand(): Command {
  const command = new Command('create')
    .description('Make a custom role')
    .argument('<key>', 'what policies and programs will know it by; never changes')
    .requiredOption('--policy <file>', 'a JSON list of statements; `-` is stdin')
    .option('--name <name>', 'what people will know it by; the key by default')
    .option('--description <text>', 'what it is for')
    .addOption(new Option('--base <role>', 'what holders may do besides').choices(MEMBER_ROLES));
  return asChangingVerb(command).action(createRole);
}

async function createRole(key: string, flags: CreateFlags): Promise<void> {
  const { name = key, description, base } = flags;
  const policy = await readStatements(flags.policy);
  const { roles } = await connect(flags);
  const made = await roles.create({
    key,
    name,
    policy,
    ...onlyGiven({ description, basePermissions: base }),
  });
  printItem(made, roleRow, flags);
}
