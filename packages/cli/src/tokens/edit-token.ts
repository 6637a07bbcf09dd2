import { Command, Option } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { Refusal } from '../client/refusal.ts';
import { printItem } from '../output/print-items.ts';
import { findToken } from './find-token.ts';
import { endFields, type ScopeFlags, scopeFields, withScopeFlags } from './scope-flags.ts';
import { tokenPage } from './token-shape.ts';

interface EditFlags extends ScopeFlags, ChangeFlags {
  readonly name?: string;
  readonly anyIp?: boolean;
  readonly noTags?: boolean;
  readonly tags?: boolean;
  readonly comment?: string;
}

export function editTokenCommand(): Command {
  const command = new Command('edit')
    .description('Change a token: what a flag names becomes what it says, all else stays')
    .argument('<token>', 'its id or name')
    .option('--name <name>', 'what people will know it by')
    .addOption(new Option('--any-ip', 'let it work from everywhere').conflicts('ip'))
    .addOption(new Option('--no-tags', 'take all tags from it').conflicts('tag'))
    .option('--comment <text>', 'why, for the audit log');
  return asChangingVerb(withScopeFlags(command)).action(editToken);
}

async function editToken(named: string, flags: EditFlags): Promise<void> {
  const { name, anyIp, tags, comment } = flags;
  const merge = {
    ...otherScopes(flags),
    ...(await scopeFields(flags)),
    ...(name !== undefined && { name }),
    ...(anyIp === true && { allowedIps: [] }),
    ...(tags === false && { tags: [] }),
  };
  if (Object.keys(merge).length === 0 && flags.expires === undefined) {
    throw new Refusal(
      'wrong_usage',
      'no flag says what is to change',
      '`keyward tokens edit --help` lists them',
    );
  }
  const keyward = await connect(flags);
  const { _id } = await findToken(keyward, named);
  const change = { ...merge, ...(await endFields(keyward, flags)) };
  const changed = await keyward.tokens.update(_id, {
    merge: change,
    ...(comment !== undefined && { comment }),
  });
  printItem(changed, tokenPage, flags);
}

/** A new scope takes the place of whichever there is: a token has one. */
function otherScopes({ role, customRole, policy }: ScopeFlags) {
  const isRescoped = role !== undefined || customRole !== undefined || policy !== undefined;
  return isRescoped ? { role: null, customRoleIds: null, inlineRole: null } : {};
}
