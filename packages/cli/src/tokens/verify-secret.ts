import type { components } from '@keyward/sdk';
import { Argument, Command } from 'commander';
import { asClientVerb, type ClientFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { type EndWith, exitCode } from '../exit-code.ts';
import { moment, type Shape } from '../output/cells.ts';
import { printItem } from '../output/print-items.ts';

const lookUpPage: Shape<components['schemas']['TokenLookUp']> = {
  id: ({ _id }) => _id,
  columns: [
    { title: 'id', of: ({ _id }) => _id },
    { title: 'name', of: ({ name }) => name },
    { title: 'status', of: ({ status }) => status },
    { title: 'newest secret', of: ({ current }) => (current ? 'yes' : 'no') },
    { title: 'type', of: ({ serviceToken }) => (serviceToken ? 'service' : 'personal') },
    { title: 'owner', of: ({ _member }) => _member.email },
    {
      title: 'works until',
      of: ({ secretExpiry, expiry }) => (secretExpiry === 0 ? 'ended' : moment(secretExpiry ?? expiry)),
    },
    { title: 'last used', of: ({ lastUsed }) => moment(lastUsed) },
    { title: 'deleted', of: ({ deleted }) => moment(deleted?.date) },
  ],
};

export function verifySecretCommand(endWith: EndWith): Command {
  const command = new Command('verify')
    .description(
      'Say whose a secret is that was found somewhere, and whether it works; exit 1 when it does not',
    )
    .addArgument(new Argument('[stdin]', 'the secret is read from stdin, never from here').choices(['-']));
  return asClientVerb(command).action(async (_stdin: string | undefined, flags: ClientFlags) => {
    const { readSecret } = await import('../client/read-secret.ts');
    const { tokens } = await connect(flags);
    const found = await tokens.lookUp(await readSecret(flags));
    printItem(found, lookUpPage, flags);
    if (found.status !== 'active') endWith(exitCode.failed);
  });
}
