const DEFAULT = 'kw';
const FORM = /^([a-z][a-z0-9]{1,11}|api-)$/;

/** What the tokens of this service begin with, as the server wrote it into the page. */
export function ownPrefixes(): readonly string[] {
  const meta = globalThis.document?.querySelector<HTMLMetaElement>('meta[name=keyward-token-prefixes]');
  const named = (meta?.content ?? '').split(',').filter((prefix) => FORM.test(prefix));
  return named.length === 0 ? [DEFAULT] : named;
}
