import { Command } from 'commander';
import { asClientVerb, type ClientFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { jsonText } from '../output/json.ts';
import { printItem } from '../output/print-items.ts';
import { findRole } from './find-role.ts';
import { roleRow } from './role-shape.ts';

interface GetFlags extends ClientFlags {
  readonly policyOnly?: boolean;
}

export function getRoleCommand(): Command {
  const command = new Command('get')
    .description('Show a role')
    .argument('<role>', 'its key, id or name')
    .option('--policy-only', 'print its policy alone, as `keyward policy` and `roles edit --policy` take it');
  return asClientVerb(command).action(async (named: string, flags: GetFlags) => {
    const role = await findRole(await connect(flags), named);
    if (flags.policyOnly === true) process.stdout.write(`${jsonText(role.policy, 2)}\n`);
    else printItem(role, roleRow, flags);
  });
}
