import { Command } from 'commander';
import type { EndWith } from '../exit-code.ts';
import { auditTokenCommand } from './audit-token.ts';
import { cloneTokenCommand } from './clone-token.ts';
import { createTokenCommand } from './create-token.ts';
import { deleteTokensCommand } from './delete-tokens.ts';
import { disableTokenCommand } from './disable-token.ts';
import { editTokenCommand } from './edit-token.ts';
import { enableTokenCommand } from './enable-token.ts';
import { endOldCommand } from './end-old-secret.ts';
import { extendOldCommand } from './extend-old-secret.ts';
import { getTokenCommand } from './get-token.ts';
import { listTokensCommand } from './list-tokens.ts';
import { resetTokenCommand } from './reset-token.ts';
import { tokenUsageCommand } from './show-usage.ts';
import { verifySecretCommand } from './verify-secret.ts';

export function tokensCommand(endWith: EndWith): Command {
  return new Command('tokens')
    .addCommand(listTokensCommand())
    .addCommand(getTokenCommand())
    .addCommand(createTokenCommand())
    .addCommand(cloneTokenCommand())
    .addCommand(editTokenCommand())
    .addCommand(disableTokenCommand())
    .addCommand(enableTokenCommand())
    .addCommand(resetTokenCommand())
    .addCommand(endOldCommand())
    .addCommand(extendOldCommand())
    .addCommand(deleteTokensCommand(endWith))
    .addCommand(verifySecretCommand(endWith))
    .addCommand(tokenUsageCommand())
    .addCommand(auditTokenCommand());
}
