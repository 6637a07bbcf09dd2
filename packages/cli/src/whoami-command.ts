import { Command } from 'commander';
import { asClientVerb, type ClientFlags } from './client/client-flags.ts';
import { connect } from './client/connect.ts';
import { unlessUnknown } from './client/pick-one.ts';
import { moment, type Shape } from './output/cells.ts';
import { printItem } from './output/print-items.ts';
import { resolveTarget } from './profile/resolve-target.ts';

interface Whoami {
  readonly url: string;
  readonly profile: string;
  readonly source: string;
  readonly accountId: string;
  readonly tokenId: string | undefined;
  readonly tokenName: string | undefined;
  readonly tokenKind: string | undefined;
  readonly tokenExpires: number | undefined;
  readonly member: string | undefined;
  readonly role: string | undefined;
}

const whoamiPage: Shape<Whoami> = {
  id: ({ tokenId = '' }) => tokenId,
  columns: [
    { title: 'at', of: ({ url }) => url },
    { title: 'token', of: ({ tokenName }) => tokenName },
    { title: 'id', of: ({ tokenId }) => tokenId },
    { title: 'type', of: ({ tokenKind }) => tokenKind },
    { title: 'expires', of: ({ tokenExpires }) => moment(tokenExpires) },
    { title: 'member', of: ({ member }) => member },
    { title: 'role', of: ({ role }) => role },
    { title: 'account', of: ({ accountId }) => accountId },
    { title: 'from', of: ({ source }) => source },
  ],
};

export function whoamiCommand(): Command {
  return asClientVerb(new Command('whoami')).action(whoami);
}

async function whoami(flags: ClientFlags): Promise<void> {
  const { url, profile, source } = resolveTarget(flags);
  const keyward = await connect(flags);
  const { accountId, tokenId, tokenName, tokenKind, memberId } = await keyward.service.callerIdentity();
  const member = memberId === undefined ? undefined : await unlessUnknown(keyward.members.get('me'));
  const at = { url, profile, source, accountId };
  const token = { tokenId, tokenName, tokenKind, tokenExpires: keyward.tokenExpiresAt };
  printItem({ ...at, ...token, member: member?.email, role: member?.role }, whoamiPage, flags);
}
