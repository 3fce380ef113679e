import { useSyncExternalStore } from 'react';
import { queryClient, refresh } from '../api/queries.ts';
import { pageId } from './page-id.ts';

export interface LiveChange {
  type: string;
  id: string;
  [fact: string]: unknown;
}

type Listener = (change: LiveChange) => void;

/** Which answers a kind of change makes stale. */
const stale: Record<string, string[]> = {
  incident: ['incidents'],
  view: ['views'],
  assetView: ['asset-views'],
  majorIncident: ['major-incidents', 'service-status'],
  announcement: ['announcements', 'service-status'],
  asset: ['assets', 'people', 'hand-overs/preview'],
  handOver: ['hand-overs', 'people'],
  reservation: ['reservations', 'lendable-assets', 'hand-overs/preview', 'people'],
  assetRequest: ['asset-requests', 'people'],
  departure: ['departures', 'people'],
  campaign: ['campaigns', 'me/campaigns'],
  assets: ['assets'],
  assetImport: ['assets/imports'],
  migration: ['assets/migrations'],
  audit: ['audits'],
  supplier: ['suppliers'],
  contract: ['contracts', 'assets'],
  repair: ['repairs', 'assets'],
  depreciationPlan: ['depreciation-plans', 'finance', 'assets'],
  stock: ['stock-items', 'stock-movements', 'kits', 'people', 'assets'],
  kit: ['kits', 'kit-hand-outs'],
  licence: ['licences', 'people', 'assets'],
  alert: ['alerts'],
  inventory: ['inventory'],
  backupRun: ['backups'],
  backup: ['backups'],
  restore: ['backups'],
  verification: ['backups'],
  onCall: ['on-call'],
  notification: ['notifications'],
  contactMethod: ['me/contact-methods'],
  inboundMail: ['inbound-mails'],
  webhook: ['webhooks'],
};

const listeners = new Set<Listener>();
const watchers = new Set<() => void>();
const readers = new Set<() => void>();
let source: EventSource | null = null;
let isConnected = true;
let wasReady = false;
const waiting = new Set<string>();
let isRefreshing = false;

function setConnected(value: boolean): void {
  if (value === isConnected) return;
  isConnected = value;
  for (const watcher of watchers) watcher();
}

/** Several changes within a moment are read once. */
function refreshSoon(paths: string[]): void {
  for (const path of paths) waiting.add(path);
  if (isRefreshing) return;
  isRefreshing = true;
  setTimeout(() => {
    const gathered = [...waiting];
    waiting.clear();
    isRefreshing = false;
    void refresh(...gathered);
  }, 120);
}

function onChange(event: MessageEvent<string>): void {
  const change = JSON.parse(event.data) as LiveChange;
  const noun = change.type.split('.')[0] ?? '';
  // Progress comes every second and is told to those who show it; nothing else has changed.
  if (!('percent' in change)) refreshSoon(stale[noun] ?? []);
  for (const listener of listeners) listener(change);
}

/** Listens to the server until the answered function is called. The browser reconnects; what was missed is read anew. */
export function connectLive(): () => void {
  source = new EventSource(`/api/v1/live?pageId=${pageId}`);
  source.addEventListener('ready', () => {
    if (wasReady) void queryClient.invalidateQueries();
    wasReady = true;
    setConnected(true);
    for (const reader of readers) reader();
  });
  source.addEventListener('change', onChange);
  source.addEventListener('error', () => {
    setConnected(false);
    if (source?.readyState !== EventSource.CLOSED) return;
    // Refused: the session may have ended.
    window.dispatchEvent(new Event('coulisse:who-am-i'));
    reconnectLater();
  });
  return () => {
    source?.close();
    source = null;
    wasReady = false;
    setConnected(true);
  };
}

/** A browser gives up when an answer is not a stream (a restart behind a proxy); we do not. */
function reconnectLater(): void {
  setTimeout(() => {
    if (source?.readyState === EventSource.CLOSED) connectLive();
  }, 3000);
}

/** Calls the listener for every change; answers the function that ends it. */
export function onLiveChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Calls the listener whenever the stream of changes begins anew; answers the function that ends it. */
export function onLiveReady(listener: () => void): () => void {
  readers.add(listener);
  return () => void readers.delete(listener);
}

/** False while the stream of changes is interrupted. */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => isConnected,
  );
}
