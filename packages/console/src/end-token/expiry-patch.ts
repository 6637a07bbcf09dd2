/** The patch that moves an end; null takes it away. */
export function expiryPatch(end: number | null, hasEnd: boolean) {
  if (end !== null) return [{ op: 'replace' as const, path: '/expiry', value: end }];
  return hasEnd ? [{ op: 'remove' as const, path: '/expiry' }] : [];
}
