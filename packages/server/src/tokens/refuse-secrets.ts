import { Failure } from '../failure.ts';
import { holdsSecret } from './token-format.ts';

/**
 * Refuses texts that hold a secret: pasted into the wrong field it would be shown to everybody who may see the rest.
 *
 * @param texts by the name of their field
 * @throws Failure `invalid_request` that names the field and does not repeat the text
 */
export function refuseSecrets(texts: Readonly<Record<string, string>>): void {
  for (const [field, text] of Object.entries(texts)) {
    if (!holdsSecret(text)) continue;
    throw new Failure('invalid_request', `\`${field}\` holds what looks like an access token`, {
      hint: 'if it is one, delete it: it has left the place where it was kept',
    });
  }
}
