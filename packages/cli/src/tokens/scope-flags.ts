import type { Keyward } from '@keyward/sdk';
import { type Command, Option } from 'commander';
import { addWord } from '../client/client-flags.ts';
import { readStatements } from '../client/read-statements.ts';
import { Refusal } from '../client/refusal.ts';
import { endOf } from '../client/service-now.ts';
import { type WantedEnd, wantedEnd } from '../client/time-words.ts';

export const BASE_ROLES = ['reader', 'writer', 'admin', 'owner'] as const;

/** What a token may do, and for how long. */
export interface ScopeFlags {
  readonly role?: (typeof BASE_ROLES)[number];
  readonly customRole?: readonly string[];
  readonly policy?: string;
  readonly expires?: WantedEnd;
  readonly ip?: readonly string[];
  readonly tag?: readonly string[];
  readonly description?: string;
}

export function withScopeFlags(command: Command): Command {
  return command
    .addOption(new Option('--role <role>', 'a base role').choices(BASE_ROLES))
    .option('--custom-role <key>', 'a custom role by its key or id; repeatable', addWord)
    .option('--policy <file>', 'a JSON list of statements; `-` is stdin')
    .option('--expires <when>', 'when it ends: `90d`, `2027-01-31` or `never`', wantedEnd)
    .option('--ip <range>', 'an address or range from which it works; repeatable', addWord)
    .option('--tag <tag>', 'a tag of it; repeatable', addWord)
    .option('--description <text>', 'what it is for');
}

/** The fields of a token that the flags name but its end; of its access exactly one is named, or none. @throws Refusal */
export async function scopeFields({ role, customRole, policy, ip, tag, description }: ScopeFlags) {
  if ([role, customRole, policy].filter((given) => given !== undefined).length > 1) {
    throw new Refusal('wrong_usage', 'give one of `--role`, `--custom-role` and `--policy`');
  }
  return {
    ...(role !== undefined && { role }),
    ...(customRole !== undefined && { customRoleIds: [...customRole] }),
    ...(policy !== undefined && { inlineRole: await readStatements(policy) }),
    ...(ip !== undefined && { allowedIps: [...ip] }),
    ...(tag !== undefined && { tags: [...tag] }),
    ...(description !== undefined && { description }),
  };
}

/** The end that the flags name, by the clock of the service. */
export async function endFields(keyward: Keyward, { expires }: ScopeFlags) {
  return expires === undefined ? {} : { expiry: await endOf(keyward, expires) };
}
