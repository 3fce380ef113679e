import { useSyncExternalStore } from 'react';
import { api, upload } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { refresh } from '../api/queries.ts';
import type { Attachment, Comment, Mentionable, Page } from '../api/types.ts';
import { keepFiles, readFiles } from '../ui/kept-files.ts';
import { randomUuid } from '../ui/random-uuid.ts';

/** A message on its way. It stays on this device until the server has it, however often that takes. */
export interface Outgoing {
  /** Names it for the server, so that it is said once. */
  key: string;
  personId: string;
  incidentId: string;
  visibility: 'public' | 'internal';
  body: string;
  draftVersion: number;
  fileNames: string[];
  /** Of files that the server has already. */
  attachmentIds: string[];
  /** Whom it mentions; null until that was asked. */
  mentionIds: string[] | null;
  createdAt: string;
  state: 'sending' | 'waiting' | 'refused';
  problem?: string;
}

// Under the name of drafts, so that signing out of a shared device forgets it with them.
const storageKey = 'coulisse-draft:outgoing';
const filesOf = (key: string): string => `outgoing:${key}`;
const retryMs = 15_000;
const watchers = new Set<() => void>();
const shares = new Map<string, number>();
let messages: Outgoing[] = read();
let isFlushing = false;
let sender: string | null = null;

function read(): Outgoing[] {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '[]') as Outgoing[];
  } catch {
    return [];
  }
}

function set(next: Outgoing[]): void {
  messages = next;
  try {
    if (next.length > 0) localStorage.setItem(storageKey, JSON.stringify(next));
    else localStorage.removeItem(storageKey);
  } catch {
    // A full storage keeps it in the page alone.
  }
  for (const watcher of watchers) watcher();
}

const change = (key: string, changes: Partial<Outgoing>): void =>
  set(messages.map((message) => (message.key === key ? { ...message, ...changes } : message)));

/** Sends a message now, or as soon as there is a network. */
export async function sendLater(
  message: Omit<Outgoing, 'key' | 'fileNames' | 'attachmentIds' | 'mentionIds' | 'createdAt' | 'state'>,
  files: File[],
): Promise<void> {
  const key = randomUuid();
  if (files.length > 0) await keepFiles(filesOf(key), files);
  const fileNames = files.map(({ name }) => name);
  set([
    ...messages,
    { ...message, key, fileNames, attachmentIds: [], mentionIds: null, createdAt: new Date().toISOString(), state: 'sending' },
  ]);
  await flush();
}

/** Takes a message back that was not sent; answers its files. */
export async function takeBack(key: string): Promise<File[]> {
  const files = await readFiles(filesOf(key));
  await keepFiles(filesOf(key), []);
  set(messages.filter((message) => message.key !== key));
  return files;
}

/** Sends what waits of this person, from now on whenever there is a network. */
export function startOutgoing(personId: string): void {
  const isFirst = sender === null;
  sender = personId;
  if (isFirst) {
    window.addEventListener('online', () => void flush());
    setInterval(() => messages.some(({ state }) => state === 'waiting') && void flush(), retryMs);
  }
  void flush();
}

/** Sends all that waits, one after the other; another tab that does so already is left to it. */
export async function flush(): Promise<void> {
  if (isFlushing) return;
  isFlushing = true;
  try {
    for (;;) {
      const next = messages.find(({ state, personId }) => state !== 'refused' && personId === sender);
      if (!next || !(await sendOne(next))) return;
    }
  } finally {
    isFlushing = false;
  }
}

/** Answers whether the next may follow: no after the network failed. */
async function sendOne({ key }: Outgoing): Promise<boolean> {
  const now = (): Outgoing => messages.find((message) => message.key === key) as Outgoing;
  change(key, { state: 'sending' });
  try {
    await uploadFiles(now);
    if (now().mentionIds === null) change(key, { mentionIds: await mentionsOf(now()) });
    const { incidentId, body, visibility, attachmentIds, mentionIds, draftVersion } = now();
    const said = { body, visibility, attachmentIds, mentionIds: mentionIds ?? [], ...(draftVersion > 0 && { draftVersion }) };
    await api.post<Comment>(`/incidents/${incidentId}/comments`, said, { idempotencyKey: key });
    await refresh('incidents');
    window.dispatchEvent(new CustomEvent('coulisse:sent', { detail: now() }));
    await takeBack(key);
    return true;
  } catch (error) {
    const status = error instanceof ApiProblem ? error.status : -1;
    const isPassing = status === 0 || status === 401 || status === 429 || status >= 500;
    const detail = error instanceof ApiProblem ? (error.issues[0]?.message ?? error.message) : String(error);
    change(key, isPassing ? { state: 'waiting' } : { state: 'refused', problem: detail });
    return !isPassing;
  } finally {
    shares.delete(key);
  }
}

async function uploadFiles(now: () => Outgoing): Promise<void> {
  const { key, incidentId, visibility, attachmentIds } = now();
  const files = (await readFiles(filesOf(key))).slice(attachmentIds.length);
  for (const [index, file] of files.entries()) {
    const tell = (share: number): void => {
      shares.set(key, (index + share) / files.length);
      for (const watcher of watchers) watcher();
    };
    const kept = await upload<{ items: Attachment[] }>(`/incidents/${incidentId}/attachments`, file, { visibility }, tell);
    change(key, { attachmentIds: [...now().attachmentIds, ...kept.items.map(({ id }) => id)] });
  }
}

/** Whom the words mention by name, of those who may read them. */
async function mentionsOf({ incidentId, body, visibility }: Outgoing): Promise<string[]> {
  const found = new Set<string>();
  for (const [, beginning = ''] of [...body.matchAll(/(?<![\p{L}\p{N}])@(\p{L}[\p{L}\p{N}'’-]*)/gu)].slice(0, 10)) {
    const { items } = await api.get<Page<Mentionable>>(`/incidents/${incidentId}/mentionable`, { q: beginning, visibility });
    for (const { id, name } of items) if (body.includes(`@${name}`)) found.add(id);
  }
  return [...found];
}

const subscribe = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

/** True while a message of this kind is on its way to the incident. */
export const hasOutgoing = (incidentId: string, visibility: string): boolean =>
  messages.some((message) => message.incidentId === incidentId && message.visibility === visibility);

/** The messages on their way to an incident, the oldest first. */
export function useOutgoing(incidentId: string): Outgoing[] {
  const all = useSyncExternalStore(subscribe, () => messages);
  return all.filter((message) => message.incidentId === incidentId);
}

/** How much of a message's files is up, from 0 to 1; null while that is not known. */
export function useShare(key: string): number | null {
  return useSyncExternalStore(subscribe, () => shares.get(key) ?? null);
}
