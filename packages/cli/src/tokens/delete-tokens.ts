import type { Keyward } from '@keyward/sdk';
import { Command } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { confirmName } from '../client/confirm-name.ts';
import { connect } from '../client/connect.ts';
import { type EndWith, exitCode } from '../exit-code.ts';
import { note } from '../output/print-items.ts';
import { tell } from '../print.ts';
import { progressLine } from '../progress.ts';
import { confirmableName, findToken } from './find-token.ts';
import type { Token } from './token-shape.ts';

interface DeleteFlags extends ChangeFlags {
  readonly confirm?: string;
}

/** As many as one call ends. */
const AT_ONCE = 100;

export function deleteTokensCommand(endWith: EndWith): Command {
  const command = new Command('delete')
    .description('End tokens for good')
    .argument('<token...>', 'ids or names')
    .option('--confirm <name>', 'the name of the token, or how many there are, which says that it is meant');
  return asChangingVerb(command).action((named: readonly string[], flags: DeleteFlags) =>
    deleteTokens(named, flags, endWith),
  );
}

async function deleteTokens(named: readonly string[], flags: DeleteFlags, endWith: EndWith): Promise<void> {
  const keyward = await connect(flags);
  const byId = await findEach(keyward, named);
  const [first, ...others] = byId.values();
  if (first === undefined) return;
  const name = others.length === 0 ? confirmableName(first) : String(byId.size);
  const act = others.length === 0 ? 'delete the token' : `delete ${byId.size} tokens`;
  if (flags.dryRun !== true) await confirmName({ act, name, given: flags.confirm }, flags);
  if (others.length === 0) {
    await keyward.tokens.delete(first._id, { confirmName: name });
    note(`deleted the token \`${first.name}\``, flags);
    return;
  }
  const ids = [...byId.keys()];
  const progress = progressLine();
  let deleted = 0;
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const tokenIds = ids.slice(at, at + AT_ONCE);
    const { tokens, errors } = await keyward.tokens.deleteMany({ tokenIds, confirmCount: tokenIds.length });
    deleted += tokens.length;
    progress.report('deleting tokens', `${at + tokenIds.length}/${ids.length}`);
    for (const [id, error] of errors.flatMap((each) => Object.entries(each))) {
      tell(`\`${id}\` was not deleted: ${error.message}`);
      endWith(exitCode.failed);
    }
  }
  progress.end();
  note(`deleted ${deleted} tokens`, flags);
}

/** By their ids: of a token that is named twice there is one. */
async function findEach(keyward: Keyward, named: readonly string[]): Promise<ReadonlyMap<string, Token>> {
  const byId = new Map<string, Token>();
  const progress = progressLine();
  try {
    for (const [index, each] of named.entries()) {
      const token = await findToken(keyward, each);
      byId.set(token._id, token);
      progress.report('looking up tokens', `${index + 1}/${named.length}`);
    }
    return byId;
  } finally {
    progress.end();
  }
}
