import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart } from '../../scripts/processes.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const password = 'une petite phrase';

/** Ben and Carla before the same queue: views, filters, selections, and what the other does meanwhile. */
describe('the queue of two technicians', function () {
  this.timeout(300_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let ben: Page;
  let carla: Page;
  // biome-ignore lint/suspicious/noExplicitAny: answers of the API, looked into freely
  let send: (method: string, path: string, body?: object) => Promise<any>;
  const faults: string[] = [];

  before(async () => {
    installation = newInstallation();
    await cli(installation, 'seed', 'demo');
    running = await startPart('all', installation);
    const token = await cli(installation, 'token', 'create', '--person', 'dominique.arnaud@lumen.example');
    send = async (method, path, body) => {
      const response = await fetch(`${running.url}/api/v1${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
      return response.json();
    };
    for (let i = 1; i <= 12; i += 1) await file(`Screen ${i} stays black`, i % 3 === 0 ? ['vip'] : []);
    browser = await openBrowser();
    ben = await signedIn('Ben', 'en', 'desktop');
    carla = await signedIn('Carla', 'fr', 'desktop');
  });
  after(async () => {
    await browser?.close();
    await running?.end();
    installation?.remove();
  });

  const file = (title: string, tags: string[] = []) => send('POST', '/incidents', { title, impact: 'medium', urgency: 'medium', tags });
  const row = (page: Page, title: string) => page.locator('.queue-row', { hasText: title });
  const count = (page: Page, view: string) => page.locator('.views a', { hasText: view }).locator('.count');

  async function signedIn(name: string, language: 'en' | 'fr', device: 'desktop' | 'phone'): Promise<Page> {
    const email = `${name.toLowerCase()}@lumen.example`;
    await send('POST', '/people', { name, email, language, role: 'lead', password, timeZone: 'Europe/Paris' }).catch(() => undefined);
    const context = await openDevice(browser, device, language === 'fr' ? 'fr-FR' : 'en-GB');
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.goto(running.url);
    await page.locator('input[type=email]').fill(email);
    await page.locator('input[type=password]').fill(password);
    await page.locator('button[type=submit]').click();
    await page.waitForURL('**/incidents');
    await page.locator('.queue-row').first().waitFor();
    return page;
  }

  it('shows views with what they hold, and is accessible in every state', async () => {
    await ben.setViewportSize({ width: 1440, height: 900 });
    await count(ben, 'All open').waitFor();
    await expectAccessible(ben, 'queue');
    await picture(ben, 'queue-views-desktop');
    await ben.keyboard.press('j');
    await ben.keyboard.press('x');
    await ben.keyboard.press('J');
    await ben.getByText('2 selected').waitFor();
    await expectAccessible(ben, 'queue with a selection');
    await ben.keyboard.press('Escape');
    await ben.keyboard.press(' ');
    await ben.locator('.peek h2').waitFor();
    await expectAccessible(ben, 'quick look');
    await ben.keyboard.press('Escape');
    await ben.keyboard.press('?');
    await ben.getByRole('dialog').getByText('Select up to here').waitFor();
    await ben.keyboard.press('Escape');
  });

  it('filters by the address, keeps it as a view, and gives the view away', async () => {
    await ben.getByRole('button', { name: 'Filter', exact: true }).click();
    await ben.getByRole('menuitem', { name: 'Tag' }).click();
    await ben.getByRole('button', { name: 'vip' }).click();
    await ben.keyboard.press('Escape');
    await ben.waitForURL(/tag=vip/);
    await row(ben, 'Screen 12').waitFor();
    await row(ben, 'Screen 11').waitFor({ state: 'detached' });
    await ben.getByRole('button', { name: 'Save view' }).click();
    await ben.getByRole('dialog').getByLabel('Name').fill('Important people');
    await expectAccessible(ben, 'saving a view');
    await ben.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await ben.getByRole('heading', { name: 'Important people' }).waitFor();
    expect(await count(ben, 'Important people').textContent()).to.equal('4');
  });

  it('tells Carla of a new report without moving the row under her pointer', async () => {
    const titles = async () => carla.locator('.queue-title').allTextContents();
    const before = await titles();
    await carla.locator('.queue-row').nth(2).hover();
    await carla.mouse.move(700, 330);
    await send('POST', '/incidents', { title: 'Fire in the server room', impact: 'high', urgency: 'high' });
    await carla.locator('.fresh-pill').getByText('1 nouvel incident').waitFor({ timeout: 5000 });
    expect(await titles()).to.deep.equal(before);
    await carla.keyboard.press('.');
    await row(carla, 'Fire in the server room').waitFor({ timeout: 5000 });
  });

  it('changes many, shows how far it is, and takes it back; Carla sees both', async () => {
    await ben.goto(`${running.url}/incidents?q=screen`);
    await row(ben, 'Screen 12').waitFor();
    await carla.goto(`${running.url}/incidents?q=screen`);
    await row(carla, 'Screen 12').waitFor();
    await ben.keyboard.press('j');
    await ben.keyboard.press('*');
    await ben.keyboard.press('t');
    await ben.getByLabel('Add tags').first().fill('storm');
    await ben.keyboard.press('Enter');
    await ben.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await ben.getByText(/^Tagged: 12/).waitFor();
    await expectAccessible(ben, 'a change of many');
    await row(carla, 'Screen 11').getByText('storm').waitFor({ timeout: 5000 });
    await ben.locator('.bulk-progress').getByRole('button', { name: 'Undo' }).click();
    await ben.getByText(/^Undone: 12/).waitFor();
    await row(carla, 'Screen 11').getByText('storm').waitFor({ state: 'detached', timeout: 5000 });
  });

  it('counts down for both when Ben takes one', async () => {
    await ben.goto(`${running.url}/incidents?q=screen`);
    await row(ben, 'Screen 7').waitFor();
    const mine = Number(await count(ben, 'Mine').textContent());
    await row(ben, 'Screen 7').getByRole('link').focus();
    await ben.keyboard.press('a');
    await ben.getByText('It is yours').waitFor();
    await ben.waitForFunction((old) => [...document.querySelectorAll('.views a')].some((a) => a.textContent === `Mine${old + 1}`), mine, {
      timeout: 3000,
    });
    await row(carla, 'Screen 7').getByText('Ben').waitFor({ timeout: 5000 });
  });

  it('fits on a phone', async () => {
    const phone = await signedIn('Ben', 'en', 'phone');
    await phone.locator('.views-button').waitFor();
    await expectNoSidewaysScroll(phone, 'queue on a phone');
    await expectAccessible(phone, 'queue on a phone');
    await picture(phone, 'queue-phone');
    await phone.locator('.queue-box').nth(1).click();
    await phone.locator('.bulk-bar').waitFor();
    await expectNoSidewaysScroll(phone, 'selection on a phone');
  });

  it('no page threw an error', () => {
    expect(faults).to.deep.equal([]);
  });
});
