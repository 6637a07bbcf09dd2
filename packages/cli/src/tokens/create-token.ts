import { Command, Option } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { execOption, issueSecret, type SecretFlags } from './save-secret.ts';
import { endFields, type ScopeFlags, scopeFields, withScopeFlags } from './scope-flags.ts';

export const API_VERSIONS = ['20160426', '20191212', '20210729', '20220603', '20240415'] as const;

export interface CreateFlags extends ScopeFlags, SecretFlags, ChangeFlags {
  readonly service?: boolean;
  readonly apiVersion?: (typeof API_VERSIONS)[number];
}

export function createTokenCommand(): Command {
  const command = new Command('create')
    .description('Create a token and print its secret, this once')
    .argument('<name>', 'what people will know it by')
    .option('--service', 'a service token, which belongs to the account and not to a member')
    .addOption(new Option('--api-version <version>', 'the version it speaks').choices(API_VERSIONS))
    .option('--save-to <file>', 'write the secret into a new file that only this user may read')
    .option('--force', 'replace the file of `--save-to`')
    .addOption(execOption());
  return asChangingVerb(withScopeFlags(command)).action(createToken);
}

async function createToken(name: string, flags: CreateFlags): Promise<void> {
  const { service, apiVersion } = flags;
  const scope = await scopeFields(flags);
  const hasAccess = flags.role ?? flags.customRole ?? flags.policy;
  const body = {
    name,
    ...scope,
    ...(hasAccess === undefined && { role: 'reader' as const }),
    ...(service === true && { serviceToken: true }),
    ...(apiVersion !== undefined && { defaultApiVersion: versionNumber(apiVersion) }),
  };
  const keyward = await connect(flags);
  const end = await endFields(keyward, flags);
  await issueSecret(() => keyward.tokens.create({ ...body, ...end }), flags);
}

export function versionNumber(version: (typeof API_VERSIONS)[number]) {
  return Number(version) as 20160426 | 20191212 | 20210729 | 20220603 | 20240415;
}
