import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { ContactMethod } from './rule-types.ts';

/** Whether this browser can show messages while no page is open. */
export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** The address of this browser's subscription, or null while it has none. */
export function useOwnEndpoint() {
  return useQuery({ queryKey: ['this-browser'], queryFn: ownEndpoint, enabled: canPush(), staleTime: 0 });
}

async function ownEndpoint(): Promise<string | null> {
  const registration = await navigator.serviceWorker.getRegistration('/');
  return (await registration?.pushManager.getSubscription())?.endpoint ?? null;
}

/** Asks the person and the browser, and registers the subscription; answers false when the person or the browser refuses. */
export async function subscribe(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  await navigator.serviceWorker.register('/sw.js');
  const registration = await navigator.serviceWorker.ready;
  const { publicKey } = await api.get<{ publicKey: string }>('/push-key');
  const subscription = await subscriptionOf(registration, publicKey);
  const { endpoint, keys } = subscription.toJSON();
  await api.post('/me/contact-methods', { channel: 'push', address: endpoint, label: nameOfBrowser(navigator.userAgent), keys });
  return true;
}

/** A subscription made under another key, before a restore or a move, is of no use any more. */
async function subscriptionOf(registration: ServiceWorkerRegistration, applicationServerKey: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey };
  try {
    return await registration.pushManager.subscribe(options);
  } catch (error) {
    const earlier = await registration.pushManager.getSubscription();
    if (!earlier) throw error;
    await earlier.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

/** Ends the subscription of this browser, if the address is its own. */
export async function unsubscribe(endpoint: string): Promise<void> {
  if (!canPush()) return;
  const registration = await navigator.serviceWorker.getRegistration('/');
  const subscription = await registration?.pushManager.getSubscription();
  if (subscription?.endpoint === endpoint) await subscription.unsubscribe();
}

/** Takes this browser off its person's ways, so that whoever sits here next is not shown their messages. */
export async function forgetThisBrowser(): Promise<void> {
  const endpoint = canPush() ? await ownEndpoint() : null;
  if (!endpoint) return;
  const { items } = await api.get<{ items: ContactMethod[] }>('/me/contact-methods');
  const way = items.find(({ channel, address }) => channel === 'push' && address === endpoint);
  if (way) await api.delete(`/me/contact-methods/${way.id}`);
  await unsubscribe(endpoint);
}

const browsers: Array<[RegExp, string]> = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: Array<[RegExp, string]> = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** "Firefox · Linux", for the list of one's browsers. */
export function nameOfBrowser(userAgent: string): string {
  const find = (names: Array<[RegExp, string]>) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [find(browsers) ?? 'Browser', find(systems)].filter(Boolean).join(' · ');
}
