import { keyward } from '../app/keyward.ts';

export function setDisabled(tokenId: string, isDisabled: boolean) {
  return keyward.tokens.update(tokenId, [{ op: 'replace', path: '/disabled', value: isDisabled }]);
}
