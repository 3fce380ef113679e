/** What a code that was read is for these pages. */
export type ReadCode = { kind: 'place'; locationId: string } | { kind: 'thing'; code: string };

/** A label of a place says where the reader stands; every other code is of a thing and for the server to know. */
export function readCode(text: string): ReadCode {
  const code = text.trim();
  const place = /^https?:\/\/[^/]+\/scan\?(?:.*&)?place=([\w-]{1,64})/i.exec(code)?.[1] ?? /^LOC-([\w-]{1,64})$/i.exec(code)?.[1];
  return place ? { kind: 'place', locationId: place } : { kind: 'thing', code };
}

/** A code as people recognise it: of an address the last part. */
export function shownCode(code: string): string {
  if (!/^https?:\/\//i.test(code)) return code;
  try {
    return decodeURIComponent(new URL(code).pathname.split('/').filter(Boolean).at(-1) ?? code);
  } catch {
    return code;
  }
}

/**
 * Answers a function that says whether a code is news. A camera sees the same label thirty times a second: it counts again only after
 * it was out of sight for a while, or another came between.
 */
export function openGate(outOfSightMs = 1800): (code: string, now: number) => boolean {
  let last = '';
  let seenAt = Number.NEGATIVE_INFINITY;
  return (code, now) => {
    const isNews = code !== last || now - seenAt > outOfSightMs;
    last = code;
    seenAt = now;
    return isNews;
  };
}
