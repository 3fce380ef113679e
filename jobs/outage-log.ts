import type { Log } from '../server/platform/log.ts';

export interface OutageLog {
  /** Does the work and passes its error on; the first of a row of failures is logged, and the recovery. */
  watch<T>(work: () => Promise<T>): Promise<T>;
  /** Notes a failure that came by another way. */
  failed(error: unknown): void;
}

/** Logs an outage once when it begins and once when it ends, however often it is tried in between. */
export function outageLog(log: Log, what: string): OutageLog {
  let downSince: number | null = null;
  const failed = (error: unknown): void => {
    if (downSince !== null) return;
    downSince = Date.now();
    log.warn({ err: error }, `${what} cannot be reached; trying on`);
  };
  return {
    failed,
    async watch(work) {
      try {
        const result = await work();
        if (downSince !== null) log.info({ downMs: Date.now() - downSince }, `${what} is back`);
        downSince = null;
        return result;
      } catch (error) {
        failed(error);
        throw error;
      }
    },
  };
}
