import type { ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { printItem } from '../output/print-items.ts';
import { findToken } from './find-token.ts';
import { tokenPage } from './token-shape.ts';

export async function setDisabled(named: string, disabled: boolean, flags: ChangeFlags): Promise<void> {
  const keyward = await connect(flags);
  const { _id } = await findToken(keyward, named);
  printItem(await keyward.tokens.update(_id, { merge: { disabled } }), tokenPage, flags);
}
