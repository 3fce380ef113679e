import { createECDH, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart, until } from '../../scripts/processes.ts';
import { answering, httpPeer } from '../../server/notifications/testing-peers.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const password = 'une petite phrase';

/** Dmitri sets up how he is told, a browser shows what was pushed to it, and a webhook's log says what came back. */
describe('being told', function () {
  this.timeout(180_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let context: BrowserContext;
  let dmitri: Page;
  let peer: Awaited<ReturnType<typeof httpPeer>>;
  let headers: Record<string, string>;
  const faults: string[] = [];

  before(async () => {
    peer = await httpPeer();
    installation = newInstallation({ WEBHOOK_ALLOW: 'localhost' });
    await cli(installation, 'person', 'create', '--email', 'dmitri@example.org', '--name', 'Dmitri', '--role', 'admin');
    const token = (await cli(installation, 'token', 'create', '--person', 'dmitri@example.org')).trim();
    running = await startPart('all', installation);
    headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const { id } = await (await fetch(`${running.url}/api/v1/me`, { headers })).json();
    await fetch(`${running.url}/api/v1/people/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ password }) });
    browser = await openBrowser();
    context = await openDevice(browser, 'desktop', 'en-GB');
    dmitri = await context.newPage();
    dmitri.on('pageerror', (error) => faults.push(String(error)));
    await dmitri.goto(running.url);
    await dmitri.getByLabel('E-mail address').fill('dmitri@example.org');
    await dmitri.getByLabel('Password', { exact: true }).fill(password);
    await dmitri.getByRole('button', { name: 'Sign in' }).click();
    await dmitri.getByRole('link', { name: 'Administration' }).first().waitFor();
  });
  after(async () => {
    await browser?.close();
    await running?.end();
    peer.close();
    installation?.remove();
    expect(faults).to.deep.equal([]);
  });

  const open = (path: string) => dmitri.goto(`${running.url}${path}`);
  const dialog = () => dmitri.getByRole('dialog');

  it('says rules as sentences and keeps each change at once', async () => {
    await open('/account/notifications');
    await dmitri.getByRole('button', { name: 'For everything else: Add a step' }).click();
    await dmitri.getByText('unless I have read it', { exact: true }).waitFor();
    await dmitri.getByRole('switch', { name: 'Quiet hours' }).check();
    await dmitri.getByLabel('From').fill('21:30');
    await dmitri.getByLabel('From').blur();
    await dmitri.getByText('Saved').first().waitFor();
    await expectAccessible(dmitri, 'my notifications');
    await picture(dmitri, 'my-notifications-desktop');
    await dmitri.reload();
    expect(await dmitri.getByLabel('From').inputValue()).to.equal('21:30');
    await dmitri.setViewportSize({ width: 360, height: 740 });
    await expectNoSidewaysScroll(dmitri, 'my notifications');
    await dmitri.setViewportSize({ width: 1280, height: 800 });
  });

  it('confirms a way by the code that was sent there, and tests it', async () => {
    await open('/account/notifications');
    await dmitri.getByRole('button', { name: 'Add a webhook' }).click();
    await dialog().getByLabel('Address (URL)').fill(peer.url('/me'));
    await dialog().getByLabel(/^Name/).fill('My phone');
    await dialog().getByRole('button', { name: 'Add and send a code' }).click();
    await dmitri.getByText('not confirmed').waitFor();
    await until('a message', 10_000, async () => peer.received.length > 0);
    const code = /(\d{6})/.exec(JSON.parse(String(peer.received.at(-1)?.body)).text)?.[1] as string;
    await dmitri.getByLabel('Code').fill(code);
    await dmitri.getByRole('button', { name: 'Confirm' }).click();
    await dmitri.getByRole('button', { name: 'Send a test to My phone' }).click();
    await dmitri.getByText('The test was handed over. Did it arrive?').waitFor();
  });

  it('shows what was pushed, and opens what it is about', async () => {
    await context.grantPermissions(['notifications'], { origin: running.url });
    const session = await context.newCDPSession(dmitri);
    const registrationId = await workerOf(session, dmitri);
    const data = JSON.stringify({ title: '[INC-7] No mail', body: 'Nobody has taken it.', path: '/incidents', tag: 'n7', isPage: true });
    await session.send('ServiceWorker.deliverPushMessage', { origin: running.url, registrationId, data });
    const shown = await until('a notification', 10_000, () =>
      dmitri.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        const [one] = await registration.getNotifications();
        return one && { title: one.title, body: one.body, tag: one.tag, path: one.data.path };
      }),
    );
    expect(shown).to.deep.equal({
      title: '[INC-7] No mail',
      body: 'Nobody has taken it.',
      tag: 'n7',
      path: '/incidents',
    });
  });

  it('adds a webhook, tests it, and reads what came back', async () => {
    peer.state.behave = answering(202, 'thank you');
    await open('/admin/webhooks');
    await dmitri.getByRole('button', { name: 'Add a webhook' }).click();
    await dialog().getByLabel('Name').fill('Team chat');
    await dialog().getByLabel('Address (URL)').fill(peer.url('/chat'));
    await expectAccessible(dmitri, 'new webhook');
    await dialog().getByRole('button', { name: 'Add a webhook' }).click();
    await dialog()
      .getByText(/^whsec_/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    await dmitri.getByRole('link', { name: 'Team chat' }).click();
    await dmitri.getByRole('button', { name: 'Send a test' }).click();
    await dmitri.getByText('taken').last().waitFor();
    await expectAccessible(dmitri, 'webhook');
    await picture(dmitri, 'webhook-desktop');
    await dmitri.getByRole('button', { name: /Show the message ping/ }).click();
    await dialog().getByText('thank you').waitFor();
    await expectAccessible(dmitri, 'message of a webhook');
  });

  it('is no longer shown on this browser once he has signed out', async () => {
    const endpoint = peer.url('/pushed');
    const keys = { p256dh: createECDH('prime256v1').generateKeys('base64url'), auth: randomBytes(16).toString('base64url') };
    const ways = async (): Promise<string[]> =>
      (await (await fetch(`${running.url}/api/v1/me/contact-methods`, { headers })).json()).items.map(
        ({ channel }: { channel: string }) => channel,
      );
    const body = JSON.stringify({ channel: 'push', address: endpoint, label: 'Chrome · Linux', keys });
    await fetch(`${running.url}/api/v1/me/contact-methods`, { method: 'POST', headers, body });
    expect(await ways()).to.include('push');
    // A push service cannot be had here: the browser's own word for its subscription is stood in for.
    const subscription = `{ endpoint: ${JSON.stringify(endpoint)}, unsubscribe: async () => true }`;
    await dmitri.evaluate(`PushManager.prototype.getSubscription = async () => (${subscription}); undefined`);
    await dmitri.keyboard.press('Escape');
    await dmitri.getByRole('button', { name: /Dmitri/ }).click();
    await dmitri.getByRole('button', { name: 'Sign out' }).click();
    await dmitri.getByLabel('Password', { exact: true }).waitFor();
    expect(await ways()).not.to.include('push');
  });
});

/** The registration of the pages' service worker, as the browser's tools know it. */
async function workerOf(session: CDPSession, page: Page): Promise<string> {
  const found = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [one] = registrations.filter(({ isDeleted }) => !isDeleted);
      if (one) resolve(one.registrationId);
    });
  });
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js');
    await navigator.serviceWorker.ready;
  });
  await session.send('ServiceWorker.enable');
  return found;
}
