import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart } from '../../scripts/processes.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const password = 'une petite phrase';

/** Carla keeps the stock: on the desk in English, in the store room on a phone. */
describe('stock and money', function () {
  this.timeout(300_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
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
    await send('POST', '/people', { name: 'Carla', email: 'carla@lumen.example', language: 'en', role: 'lead', password });
    await send('POST', '/people', { name: 'Ana', email: 'ana@lumen.example', language: 'fr', role: 'employee' });
    browser = await openBrowser();
    carla = await signedIn('desktop');
  });
  after(async () => {
    await browser?.close();
    await running?.end();
    installation?.remove();
  });

  async function signedIn(device: 'desktop' | 'phone'): Promise<Page> {
    const context = await openDevice(browser, device, 'en-GB');
    const signed = await context.request.post(`${running.url}/api/v1/session`, { data: { email: 'carla@lumen.example', password } });
    expect(signed.status()).to.equal(201);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    return page;
  }

  async function pick(page: Page, label: string, name: string): Promise<void> {
    await page.getByRole('dialog').getByRole('combobox', { name: label }).fill(name);
    await page.getByRole('option', { name }).first().click();
  }

  it('keeps an item from the first delivery to the hand that takes it, and says when it runs low', async () => {
    await carla.goto(`${running.url}/stock`);
    await carla.getByRole('button', { name: 'Add an item' }).click();
    const dialog = carla.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Presenter');
    await dialog.getByLabel('Kind').click();
    await carla.getByRole('option', { name: /Accessory/ }).click();
    await dialog.getByLabel('How many there are').fill('3');
    await dialog.getByLabel(/Low at this many/).fill('2');
    await expectAccessible(carla, 'stock item dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await carla.getByRole('link', { name: 'Presenter' }).click();
    await carla.getByRole('button', { name: 'Hand out' }).click();
    await pick(carla, 'Person', 'Ana');
    await dialog.getByLabel('How many').fill('9');
    await dialog.getByRole('button', { name: 'Hand out' }).click();
    await carla.getByText('Only 3 of Presenter are left').waitFor();
    await dialog.getByLabel('How many').fill('2');
    await dialog.getByRole('button', { name: 'Hand out' }).click();
    await dialog.waitFor({ state: 'detached' });
    await carla.getByText('1 on hand').waitFor();
    await carla.locator('main').getByRole('link', { name: 'Ana' }).first().waitFor();
    await expectAccessible(carla, 'stock item');
    await picture(carla, 'stock-item');
  });

  it('hands a kit out as one, and takes it back as one', async () => {
    await carla.goto(`${running.url}/kits`);
    await carla.getByRole('button', { name: 'Hand out Nouvel arrivant' }).click();
    const dialog = carla.getByRole('dialog');
    await pick(carla, 'Person', 'Ana');
    await expectAccessible(carla, 'kit dialog');
    await dialog.getByRole('button', { name: 'Hand out' }).click();
    await dialog.waitFor({ state: 'detached' });
    await carla.getByRole('button', { name: 'Take Nouvel arrivant back from Ana' }).click();
    await carla.getByText('Nouvel arrivant is back').waitFor();
    await carla.getByText('is back', { exact: true }).waitFor();
  });

  it('takes a device back from repair, and its status follows', async () => {
    await carla.goto(`${running.url}/repairs`);
    await carla.getByRole('button', { name: /^Back: REP-/ }).click();
    const dialog = carla.getByRole('dialog');
    await dialog.getByLabel('Cost').fill('75,50');
    await expectAccessible(carla, 'end of a repair');
    await dialog.getByRole('button', { name: 'Back' }).click();
    await dialog.waitFor({ state: 'detached' });
    await carla.getByText('No repair yet').waitFor();
    const [repair] = (await send('GET', '/repairs')).items;
    expect(repair).to.include({ status: 'returned', cost: 75.5 });
    expect((await send('GET', `/assets/${repair.asset.id}`)).status).not.to.equal('in_repair');
  });

  it('frees a seat, and gives it back when it was a mistake', async () => {
    const [licence] = (await send('GET', '/licences?q=Suite')).items;
    await carla.goto(`${running.url}/licences/${licence.id}`);
    await carla.getByText('36 of 40 seats taken').waitFor();
    await carla
      .getByRole('button', { name: /^Free the seat of/ })
      .first()
      .click();
    await carla.getByText('35 of 40 seats taken').waitFor();
    await carla.getByRole('button', { name: 'Undo' }).click();
    await carla.getByText('36 of 40 seats taken').waitFor();
    await picture(carla, 'licence');
  });

  it('shows alerts that can be dismissed, on a phone too', async () => {
    const phone = await signedIn('phone');
    await phone.goto(`${running.url}/alerts`);
    const dismiss = phone.getByRole('button', { name: /^Dismiss the alert about/ });
    await dismiss.first().waitFor();
    const before = (await send('GET', '/alerts/counts')).total;
    await expectAccessible(phone, 'alerts');
    await expectNoSidewaysScroll(phone, 'alerts');
    await picture(phone, 'alerts-phone');
    await dismiss.first().click();
    await phone.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click();
    await phone.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await send('GET', '/alerts/counts')).total).to.equal(before - 1);
    await phone.context().close();
    expect(faults).to.deep.equal([]);
  });
});
