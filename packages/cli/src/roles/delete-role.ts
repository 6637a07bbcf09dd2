import { Command } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { confirmName } from '../client/confirm-name.ts';
import { connect } from '../client/connect.ts';
import { note } from '../output/print-items.ts';
import { findRole } from './find-role.ts';

export function deleteRoleCommand(): Command {
  const command = new Command('delete')
    .description('Take a role from everybody who holds it, and delete it')
    .argument('<role>', 'its key, id or name')
    .option('--confirm <key>', 'its key, which says that it is meant');
  return asChangingVerb(command).action(deleteRole);
}

async function deleteRole(named: string, flags: ChangeFlags & { readonly confirm?: string }): Promise<void> {
  const keyward = await connect(flags);
  const { key } = await findRole(keyward, named);
  if (flags.dryRun !== true)
    await confirmName({ act: 'delete the role', name: key, given: flags.confirm }, flags);
  await keyward.roles.delete(key);
  note(`deleted the role \`${key}\``, flags);
}
