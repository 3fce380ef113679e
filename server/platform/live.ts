import { EventEmitter } from 'node:events';

/** A change that open pages want to hear of. It carries ids, never content: a page asks the API for what it may see. */
export interface LiveEvent {
  /** `incident.created`, `incident.changed`, `asset.changed`, `backupRun.changed`, `notification.created`, … */
  type: string;
  id: string;
  /** Who may hear it: persons by id, or everyone who has at least this role. */
  audience: { personIds?: string[]; role?: 'employee' | 'technician' | 'lead' | 'admin' };
  /** Small facts for the page's cache (a version, a progress in percent). */
  data?: Record<string, unknown>;
}

/** The event that a page's last stream of changes has ended: its id is the page's own, `data.personId` is whose. */
export const pageLeft = 'page.left';

/** Carries live events to every process that has pages open. Delivery is at most once: pages re-read on reconnect. */
export interface Live {
  publish(event: LiveEvent): void;
  /** Calls the listener for each event from any process; answers the function that ends it. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
  close(): Promise<void>;
}

/** Live events within one process. */
export function localLive(): Live {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    publish: (event) => void emitter.emit('event', event),
    subscribe: (listener) => {
      emitter.on('event', listener);
      return () => void emitter.off('event', listener);
    },
    close: async () => void emitter.removeAllListeners(),
  };
}
