import { Command } from 'commander';
import { asChangingVerb } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import type { CreateFlags } from './create-token.ts';
import { findToken } from './find-token.ts';
import { execOption, issueSecret } from './save-secret.ts';
import { endFields, scopeFields, withScopeFlags } from './scope-flags.ts';

export function cloneTokenCommand(): Command {
  const command = new Command('clone')
    .description('Create a token like another one and print its secret, this once')
    .argument('<token>', 'id or name of the other one')
    .option('--name <name>', 'what people will know the new one by')
    .option('--service', 'a service token')
    .option('--save-to <file>', 'write the secret into a new file that only this user may read')
    .option('--force', 'replace the file of `--save-to`')
    .addOption(execOption());
  return asChangingVerb(withScopeFlags(command)).action(cloneToken);
}

async function cloneToken(named: string, flags: CreateFlags & { readonly name?: string }): Promise<void> {
  const { name, service } = flags;
  const scope = await scopeFields(flags);
  const keyward = await connect(flags);
  const { _id, serviceToken } = await findToken(keyward, named);
  const body = {
    ...scope,
    ...(await endFields(keyward, flags)),
    ...(name !== undefined && { name }),
    ...((service === true || serviceToken) && { serviceToken: true }),
  };
  await issueSecret(() => keyward.tokens.clone(_id, body), flags);
}
