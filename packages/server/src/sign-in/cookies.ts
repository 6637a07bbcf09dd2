/** The two cookies of the console: who is signed in, and which browser signed in before. */

/** `__Host-` has the browser hold a cookie to this host, https and the root path (RFC 6265bis section 4.1.3.2). */
export interface CookieNames {
  readonly session: string;
  readonly device: string;
  readonly isSecure: boolean;
}

export function cookieNames(isSecure: boolean): CookieNames {
  const prefix = isSecure ? '__Host-' : '';
  return { session: `${prefix}keyward`, device: `${prefix}keyward-device`, isSecure };
}

/** The value of a cookie in a `Cookie` header; undefined when it is missing, empty or sent more than once. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 && values[0] !== '' ? values[0] : undefined;
}

/** A `Set-Cookie` header. An age of 0 takes the cookie away. */
export function writeCookie(name: string, value: string, maxAgeSeconds: number, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Strict${secure}`;
}
