import type { Live, LiveEvent } from './live.ts';

/** Hands an event that came from another process to this one's listeners; what nobody understands is dropped. */
export function deliver(text: string, ownOrigin: string, local: Live): void {
  try {
    const message = JSON.parse(text) as { origin: string; event: LiveEvent };
    if (message.origin !== ownOrigin && message.event.type) local.publish(message.event);
  } catch {
    // Another program's message on our channel.
  }
}
