import type { Log } from '../server/platform/log.ts';

export interface OutageLog {
  /** Does the work and passes its error on; the first of a row of failures is logged, and the recovery. */
  watch<T>(work: () => Promise<T>): Promise<T>;
  /** Hears of an error that came by another way: a lost connection counts as failure, anything else is logged as it is. */
  heard(error: Error): void;
}

const lostConnection =
  /ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|Connection (is closed|terminated)|57P0|not connect|enableOfflineQueue/i;

/**
 * Logs an outage once when it begins and once when it ends, however often it is tried in between. With a `probe` it
 * looks for the end by itself.
 */
export function outageLog(log: Log, what: string, probe?: () => Promise<unknown>): OutageLog {
  let downSince: number | null = null;
  const failed = (error: unknown): void => {
    if (downSince !== null) return;
    downSince = Date.now();
    log.warn({ err: error }, `${what} cannot be reached; trying on`);
    if (probe) look(probe);
  };
  const works = (): void => {
    if (downSince !== null) log.info({ downMs: Date.now() - downSince }, `${what} is back`);
    downSince = null;
  };
  const look = (ask: () => Promise<unknown>): void => {
    setTimeout(() => {
      if (downSince !== null) ask().then(works, () => look(ask));
    }, 2000).unref();
  };
  return {
    heard: (error) => {
      const isLost = lostConnection.test(`${(error as { code?: string }).code ?? ''} ${error.message}`);
      if (isLost) failed(error);
      else log.warn({ err: error }, `${what} reports an error`);
    },
    async watch(work) {
      try {
        const result = await work();
        works();
        return result;
      } catch (error) {
        failed(error);
        throw error;
      }
    },
  };
}
