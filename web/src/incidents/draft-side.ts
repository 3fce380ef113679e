/** A draft as one device knows it: what stands there, and what the server had when they last agreed. */
export interface DraftSide {
  body: string;
  synced: string;
  /** The server's version at that time; 0 before the first. */
  version: number;
  /** Other words from another device, to choose from. */
  other: { body: string; version: number } | null;
}

export const blankSide: DraftSide = { body: '', synced: '', version: 0, other: null };

export const isDirty = (side: DraftSide): boolean => side.body !== side.synced;

/** What becomes of this device's draft when the server says what it has. Words are never dropped unseen. */
export function merged(side: DraftSide, server: { body: string; version: number }): DraftSide {
  const agreed = { synced: server.body, version: server.version, other: null };
  if (server.version <= side.version && side.other === null) return side;
  if (!isDirty(side) || server.body === side.body) return { ...agreed, body: server.body };
  // Ended or untouched there, gone on here: what stands here goes on.
  if (server.body === '' || server.body === side.synced) return { ...side, ...agreed };
  return { ...side, other: { body: server.body, version: server.version } };
}

/** The draft after the person chose between two. */
export function chosen(side: DraftSide, choice: 'theirs' | 'mine' | 'both'): DraftSide {
  const { other } = side;
  if (!other) return side;
  const body = { theirs: other.body, mine: side.body, both: `${other.body}\n\n${side.body}` }[choice];
  return { body, synced: other.body, version: other.version, other: null };
}
