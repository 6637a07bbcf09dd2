/** Where to go after signing in: a path of this page, never another site. */
export function placeToGo(next: string | undefined): string {
  const isOwn = next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/login');
  return isOwn ? next : '/';
}
