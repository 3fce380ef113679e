import type { Sql } from '../../db/connection.ts';

/** A calendar that programs read without signing in; whoever has its address reads it. */
export interface Feed {
  id: string;
  tokenHash: string;
  personId: string;
  /** Everybody on one schedule; null is the person's own shifts on all. */
  scheduleId: string | null;
  createdAt: Date;
  lastReadAt: Date | null;
  revokedAt: Date | null;
}

export async function insertFeed(tx: Sql, feed: Feed): Promise<void> {
  await tx('onCallFeeds').insert(feed);
}

/** The feeds of a person that still work, the newest first. */
export async function listFeeds(sql: Sql, personId: string): Promise<Feed[]> {
  return sql('onCallFeeds').where({ personId, revokedAt: null }).orderBy('id', 'desc').limit(100);
}

export async function findFeedByHash(sql: Sql, tokenHash: string): Promise<Feed | null> {
  return (await sql('onCallFeeds').where({ tokenHash, revokedAt: null }).first()) ?? null;
}

export async function touchFeed(tx: Sql, id: string, lastReadAt: Date): Promise<void> {
  await tx('onCallFeeds').where({ id }).update({ lastReadAt });
}

/** Ends a feed of this person; false when they have no such one. */
export async function revokeFeed(tx: Sql, personId: string, id: string, revokedAt: Date): Promise<boolean> {
  return (await tx('onCallFeeds').where({ id, personId, revokedAt: null }).update({ revokedAt })) === 1;
}
