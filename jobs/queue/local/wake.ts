import type { LocalQueue } from './state.ts';

/** setTimeout takes no more than this. */
const longest = 2_147_483_647;

export const isPaused = (queue: LocalQueue): boolean => queue.meta.has('paused');

/** True when as many jobs are active as the queue's global concurrency allows. */
export function isMaxed(queue: LocalQueue): boolean {
  const limit = queue.meta.get('concurrency');
  return limit !== undefined && queue.sets.active.size >= Number(limit);
}

/** True when a worker that asked now would be given a job (rate limits aside). */
export function isClaimable(queue: LocalQueue): boolean {
  if (isPaused(queue) || isMaxed(queue)) return false;
  const delayed = queue.sets.delayed.first();
  return queue.sets.wait.size > 0 || queue.sets.prioritized.size > 0 || (delayed !== undefined && delayed.score <= Date.now());
}

/** Wakes one sleeping worker if there is work; the one that takes a job wakes the next. */
export function wakeOne(queue: LocalQueue): void {
  const [sleeper] = queue.sleepers;
  if (sleeper && isClaimable(queue)) sleeper();
  setAlarm(queue);
}

/** Arms the queue's one timer for its first delayed job, while somebody sleeps who could take it. */
export function setAlarm(queue: LocalQueue): void {
  const at = queue.sleepers.size > 0 && !isPaused(queue) && !isMaxed(queue) ? queue.sets.delayed.first()?.score : undefined;
  if (queue.alarm?.at === at) return;
  if (queue.alarm) clearTimeout(queue.alarm.timer);
  queue.alarm = null;
  if (at === undefined) return;
  const ring = () => {
    queue.alarm = null;
    // A timer may fire a millisecond early by this clock, or the job may be weeks away: then it is armed again.
    wakeOne(queue);
  };
  queue.alarm = { at, timer: setTimeout(ring, Math.min(Math.max(at - Date.now(), 1), longest)) };
}

/** Sleeps until there may be work, the time is over, or `cancel` is called; true means that there may be work. */
export function sleep(queue: LocalQueue, timeoutMs: number): { done: Promise<boolean>; cancel: () => void } {
  let end = (_: boolean) => {};
  const done = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => end(false), Math.min(Math.max(timeoutMs, 1), longest));
    const rouse = () => end(true);
    end = (isRoused) => {
      clearTimeout(timer);
      queue.sleepers.delete(rouse);
      setAlarm(queue);
      resolve(isRoused);
    };
    queue.sleepers.add(rouse);
    setAlarm(queue);
  });
  return { done, cancel: () => end(false) };
}

let turns = 0;

/** Lets timers and sockets have their turn now and then: a long queue of quick jobs would keep them waiting. */
export async function breathe(): Promise<void> {
  turns += 1;
  if (turns < 64) return;
  turns = 0;
  await new Promise((resolve) => setImmediate(resolve));
}
