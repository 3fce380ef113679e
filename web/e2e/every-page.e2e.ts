import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart } from '../../scripts/processes.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice } from './browser.ts';

const password = 'une petite phrase';

/** Ids and numbers are one kind of page: `/incidents/INC-1042` and its sisters are looked at once. */
const kindOf = (href: string): string => {
  const { pathname, searchParams } = new URL(href);
  const path = pathname.replace(/\/([0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2,}-[\w-]+|\d+)(?=\/|$)/g, '/:id');
  const tab = searchParams.get('tab');
  return tab ? `${path}?tab=${tab}` : path;
};

/** Addresses that are no page of the application, or leave it. */
const isPage = (href: string, origin: string): boolean =>
  href.startsWith(`${origin}/`) && !/\/api\/|\/admin\/queues|\.csv|\.svg/.test(href);

/** Every page that a person can reach by links, in the demo company: none throws, none is inaccessible, none is empty. */
describe('every page that links lead to', function () {
  this.timeout(900_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;

  before(async () => {
    installation = newInstallation({ SEED: 'demo' });
    running = await startPart('all', installation);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await running?.end();
    installation?.remove();
  });

  /** Opens what links lead to, kind by kind, and calls `look` on each; answers the kinds. */
  async function walk(
    email: string,
    device: 'desktop' | 'phone',
    starts: string[],
    look: (page: Page, kind: string) => Promise<void>,
  ): Promise<string[]> {
    const token = await cli(installation, 'token', 'create', '--person', email);
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const { id } = await (await fetch(`${running.url}/api/v1/me`, { headers })).json();
    await fetch(`${running.url}/api/v1/people/${id}`, {
      method: 'PATCH',
      headers: await adminHeaders(),
      body: JSON.stringify({ password }),
    });
    const context = await openDevice(browser, device, 'fr-FR');
    const signedIn = await context.request.post(`${running.url}/api/v1/session`, { data: { email, password } });
    expect(signedIn.status()).to.equal(201);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error}`));
    page.on('response', (response) => response.status() >= 500 && faults.push(`${response.url()}: ${response.status()}`));
    const queue = starts.map((path) => `${running.url}${path}`);
    const seen = new Set<string>();
    for (let href = queue.shift(); href; href = queue.shift()) {
      const kind = kindOf(href);
      if (seen.has(kind)) continue;
      seen.add(kind);
      await page.goto(href);
      await page.locator('main h1, main h2').first().waitFor();
      await page.locator('main .bones').first().waitFor({ state: 'detached' });
      await look(page, kind);
      const hrefs: string[] = await page.evaluate('[...document.querySelectorAll("a[href]")].map(({ href }) => href)');
      queue.push(...hrefs.filter((each) => isPage(each, running.url) && !seen.has(kindOf(each))));
    }
    await context.close();
    expect(faults).to.deep.equal([]);
    return [...seen];
  }

  let admin: Record<string, string> | undefined;
  async function adminHeaders(): Promise<Record<string, string>> {
    admin ??= {
      Authorization: `Bearer ${await cli(installation, 'token', 'create', '--person', 'dominique.arnaud@lumen.example')}`,
      'Content-Type': 'application/json',
    };
    return admin;
  }

  it('is sound and accessible for an administrator at a desk', async () => {
    const kinds = await walk(
      'dominique.arnaud@lumen.example',
      'desktop',
      ['/incidents', '/assets', '/backups', '/reports/backlog', '/admin/people', '/account'],
      expectAccessible,
    );
    expect(kinds).to.include.members([
      '/incidents/:id',
      '/assets/:id',
      '/backups/policies/:id',
      '/on-call',
      '/admin/audit',
      '/answers/:id',
    ]);
  });

  it('is sound, accessible and no wider than the screen for an employee on a phone', async () => {
    const kinds = await walk('ines.lambert@lumen.example', 'phone', ['/', '/account', '/account/notifications'], async (page, kind) => {
      await expectAccessible(page, kind);
      await expectNoSidewaysScroll(page, kind);
    });
    expect(kinds).to.include.members(['/incidents/:id', '/new', '/devices', '/answers', '/status', '/account/notifications']);
  });
});
