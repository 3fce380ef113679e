import type { ParentKeys } from 'bullmq';
import { makeDelayed, makeWait } from './enqueue.ts';
import { publish } from './events.ts';
import { findByKey, keyOf, type LocalJob, type LocalQueue, type LocalStore } from './state.ts';

const keyOfParent = (parent: ParentKeys): string => `${parent.queueKey}:${parent.id}`;

/** Lets a parent go on that waited for its children. */
function releaseParent(queue: LocalQueue, parent: LocalJob): void {
  if (parent.delay > 0) {
    makeDelayed(queue, parent, Date.now(), parent.delay);
    return;
  }
  makeWait(queue, parent, 'front');
  publish(queue.events, 'waiting', { jobId: parent.id, prev: 'waiting-children' });
}

/** Releases the parent if it waits for children and none is pending. */
export function releaseIfComplete(store: LocalStore, parentKey: string): void {
  const found = findByKey(store, parentKey);
  if (found && found.job.place === 'waiting-children' && found.job.children.pending.size === 0) {
    releaseParent(found.queue, found.job);
  }
}

/** Reports a child's result to its parent. */
export function tellParentOfResult(store: LocalStore, childKey: string, parentKey: string, result: string): void {
  const found = findByKey(store, parentKey);
  if (!found?.job.children.pending.delete(childKey)) return;
  found.job.children.processed.set(childKey, result);
  releaseIfComplete(store, parentKey);
}

/** Reports a child's failure to its parent, which fails, goes on or ignores it as the child's options say. */
export function tellParentOfFailure(store: LocalStore, childKey: string, parent: ParentKeys, reason: string): void {
  if (!parent.fpof && !parent.cpof && !parent.idof && !parent.rdof) return;
  const parentKey = keyOfParent(parent);
  const found = findByKey(store, parentKey);
  if (!found?.job.children.pending.delete(childKey)) return;
  const { queue, job } = found;
  if (parent.fpof) {
    job.children.failed.add(childKey);
    failParent(queue, job, childKey);
  } else if (parent.cpof) {
    job.children.ignored.set(childKey, reason);
    if (job.place === 'waiting-children') releaseParent(queue, job);
  } else {
    if (parent.idof) job.children.ignored.set(childKey, reason);
    releaseIfComplete(store, parentKey);
  }
}

/** The next worker that takes the parent fails it with the child's name. */
function failParent(queue: LocalQueue, parent: LocalJob, childKey: string): void {
  if (parent.place !== 'failed') parent.deferredFailure = `child ${childKey} failed`;
  if (parent.place === 'delayed') parent.delay = 0;
  if (parent.place === 'waiting-children' || parent.place === 'delayed') releaseParent(queue, parent);
}

/** Ends a child's tie to its parent as if it had never been; true when there was one pending. */
export function untie(queue: LocalQueue, child: LocalJob, parentKey = child.parentKey): boolean {
  const found = parentKey ? findByKey(queue.store, parentKey) : null;
  if (!parentKey || !found?.job.children.pending.delete(keyOf(queue, child.id))) return false;
  releaseIfComplete(queue.store, parentKey);
  return true;
}

/** A finished child that is to run again is pending again for its parent. */
export function tieAgain(queue: LocalQueue, child: LocalJob): void {
  const found = child.parentKey ? findByKey(queue.store, child.parentKey) : null;
  if (!found) return;
  const { pending, processed, ignored, failed } = found.job.children;
  const key = keyOf(queue, child.id);
  const wasTied = child.place === 'failed' ? failed.delete(key) || ignored.delete(key) : processed.delete(key);
  if (wasTied) pending.add(key);
}
