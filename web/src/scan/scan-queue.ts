import { useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { newScan, scanAnswer } from '../../../server/audits/scan-schemas.ts';
import { api } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { refresh } from '../api/queries.ts';
import type { Answer } from '../api/types.ts';
import { randomUuid } from '../ui/random-uuid.ts';

export type ScanAnswer = Answer<typeof scanAnswer>;
type Sent = z.input<typeof newScan>;
/** What a scan is for, without what every scan has. */
export type ScanFor = Sent extends infer Each ? (Each extends Sent ? Omit<Each, 'id' | 'code' | 'scannedAt'> : never) : never;

/** A scan on its way. It stays on this device until the server has it, however often that takes. */
export interface QueuedScan {
  scan: Sent;
  personId: string;
  /** Kept with it, for whoever looks at the list without a network. */
  place: string | null;
  state: 'waiting' | 'sending' | 'answered' | 'failed';
  answer: ScanAnswer | null;
  problem: string | null;
}

// One entry for each scan: two tabs that scan do not overwrite each other. It outlives a sign-out: what was counted is counted.
const prefix = 'coulisse-scan:';
const keptAnswers = 60;
const portion = 50;
const retryMs = 8000;

let scans: QueuedScan[] = readAll();
let sender: string | null = null;
let isSending = false;
let isStuck = false;
const watchers = new Set<() => void>();
const listeners = new Set<(scan: QueuedScan) => void>();

function readAll(): QueuedScan[] {
  const found: QueuedScan[] = [];
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(prefix)) continue;
    try {
      const scan = JSON.parse(localStorage.getItem(key) ?? '') as QueuedScan;
      found.push(scan.state === 'sending' ? { ...scan, state: 'waiting' } : scan);
    } catch {
      localStorage.removeItem(key);
    }
  }
  return found.sort((a, b) => (a.scan.scannedAt < b.scan.scannedAt ? -1 : 1));
}

function keep(scan: QueuedScan): void {
  try {
    localStorage.setItem(prefix + scan.scan.id, JSON.stringify(scan));
  } catch {
    // A full storage keeps it in the page alone.
  }
}

function set(next: QueuedScan[]): void {
  const answered = next.filter(({ state }) => state === 'answered' || state === 'failed');
  const old = new Set(answered.slice(0, Math.max(0, answered.length - keptAnswers)));
  for (const { scan } of old) localStorage.removeItem(prefix + scan.id);
  scans = next.filter((each) => !old.has(each));
  for (const watcher of watchers) watcher();
}

function change(ids: Set<string>, changes: Partial<QueuedScan>): void {
  set(scans.map((each) => (ids.has(each.scan.id) ? { ...each, ...changes } : each)));
  for (const each of scans) if (ids.has(each.scan.id)) keep(each);
}

/** Takes a scan; it is sent now, or as soon as there is a network. Answers its id. */
export function takeScan(personId: string, code: string, what: ScanFor, place: string | null): string {
  const scan = { ...what, id: randomUuid(), code, scannedAt: new Date().toISOString() } as Sent;
  const queued: QueuedScan = { scan, personId, place, state: 'waiting', answer: null, problem: null };
  keep(queued);
  set([...scans, queued]);
  void flush();
  return scan.id;
}

/** Sends what waits of this person, from now on whenever there is a network. */
export function startSending(personId: string): void {
  const isFirst = sender === null;
  sender = personId;
  if (isFirst) {
    window.addEventListener('online', () => void flush());
    // Another tab may have scanned, or sent.
    window.addEventListener('storage', ({ key }) => key?.startsWith(prefix) && !isSending && set(readAll()));
    setInterval(() => scans.some(({ state }) => state === 'waiting') && void flush(), retryMs);
  }
  void flush();
}

async function flush(): Promise<void> {
  if (isSending || !sender) return;
  isSending = true;
  try {
    for (;;) {
      const next = scans.filter(({ state, personId }) => state === 'waiting' && personId === sender).slice(0, portion);
      if (next.length === 0 || !(await sendSome(next))) return;
    }
  } finally {
    isSending = false;
  }
}

/** Answers whether more may follow: no after the network failed. */
async function sendSome(some: QueuedScan[]): Promise<boolean> {
  const ids = new Set(some.map(({ scan }) => scan.id));
  change(ids, { state: 'sending' });
  try {
    const { results } = await api.post<{ results: ScanAnswer[] }>('/scans', { scans: some.map(({ scan }) => scan) });
    for (const answer of results) change(new Set([answer.id]), { state: 'answered', answer });
    for (const each of scans) if (ids.has(each.scan.id)) for (const listener of listeners) listener(each);
    isStuck = false;
    void refresh('audits', 'assets', 'people');
    return true;
  } catch (error) {
    const status = error instanceof ApiProblem ? error.status : 0;
    const isPassing = status === 0 || status === 401 || status === 403 || status === 429 || status >= 500;
    if (!isPassing && some.length > 1) return apart(some, ids);
    const detail = error instanceof ApiProblem ? (error.issues[0]?.message ?? error.message) : String(error);
    isStuck = isPassing;
    change(ids, isPassing ? { state: 'waiting' } : { state: 'failed', problem: detail });
    return !isPassing;
  }
}

/** One of them is not understood: the others go without it. */
async function apart(some: QueuedScan[], ids: Set<string>): Promise<boolean> {
  change(ids, { state: 'waiting' });
  for (const one of some) if (!(await sendSome([one]))) return false;
  return true;
}

/** Calls the listener with every scan that was answered; answers the function that ends it. */
export function onAnswered(listener: (scan: QueuedScan) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The scans of a person on this device, the latest first. */
export function useScans(personId: string): QueuedScan[] {
  const all = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => scans,
  );
  return all.filter((each) => each.personId === personId).reverse();
}

/** True while the last try to send found no server. */
export const isWaitingForNetwork = (): boolean => isStuck || !navigator.onLine;
