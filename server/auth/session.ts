const dayMs = 24 * 60 * 60 * 1000;

/** A session ends after two weeks without use. */
export const sessionLifeMs = 14 * dayMs;

/** Use is written down at most this often, so that reading does not write each time. */
export const sessionTouchMs = 10 * 60 * 1000;

export const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-coulisse' : 'coulisse');

/** The value of one cookie in a Cookie header, or null. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

/** The Set-Cookie header of a session: out of reach of scripts, not sent from other sites' forms. */
export function sessionCookie(name: string, token: string, isSecure: boolean, maxAgeMs: number): string {
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${Math.floor(maxAgeMs / 1000)}${isSecure ? '; Secure' : ''}`;
}
