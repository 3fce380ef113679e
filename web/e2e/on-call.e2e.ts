import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart } from '../../scripts/processes.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const password = 'une petite phrase';

/** Carla plans who is on call; Ben, on his phone, gives a shift away, and each sees at once what the other did. */
describe('being on call', function () {
  this.timeout(180_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let ben: Page;
  let carla: Page;
  const faults: string[] = [];

  before(async () => {
    installation = newInstallation();
    for (const [name, role] of [
      ['Ben', 'technician'],
      ['Carla', 'lead'],
      ['Dmitri', 'admin'],
    ] as const) {
      await cli(installation, 'person', 'create', '--email', `${name.toLowerCase()}@example.org`, '--name', name, '--role', role);
    }
    const token = (await cli(installation, 'token', 'create', '--person', 'dmitri@example.org')).trim();
    running = await startPart('all', installation);
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const { items } = await (await fetch(`${running.url}/api/v1/people`, { headers })).json();
    for (const { id } of items) {
      const changes = { password, language: 'en', timeZone: 'Europe/Paris' };
      await fetch(`${running.url}/api/v1/people/${id}`, { method: 'PATCH', headers, body: JSON.stringify(changes) });
    }
    browser = await openBrowser();
    carla = await signIn('carla', 'desktop');
    ben = await signIn('ben', 'phone');
  });
  after(async () => {
    await browser?.close();
    await running?.end();
    installation?.remove();
    expect(faults).to.deep.equal([]);
  });

  async function signIn(name: string, device: 'phone' | 'desktop'): Promise<Page> {
    const context = await openDevice(browser, device, 'en-GB');
    const answer = await context.request.post(`${running.url}/api/v1/session`, { data: { email: `${name}@example.org`, password } });
    expect(answer.status()).to.equal(201);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    return page;
  }
  const add = async (name: string) => {
    await carla.getByRole('dialog').getByRole('combobox', { name: 'Add a member' }).fill(name);
    await carla.getByRole('option', { name: new RegExp(name) }).click();
  };

  it('Carla sees the coming weeks while she types, and saves the schedule', async () => {
    await carla.goto(`${running.url}/admin/on-call`);
    await carla.getByRole('button', { name: 'Add a schedule' }).click();
    const dialog = carla.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: false }).first().fill('Systems');
    await add('Ben');
    await add('Carla');
    await dialog.locator('.schedule-preview .shift-bar').first().waitFor();
    await expectAccessible(carla, 'schedule editor');
    await picture(carla, 'on-call-editor-desktop');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await carla.locator('.card .shift-calendar').first().waitFor();
  });

  it('Ben asks for somebody in two clicks on his phone', async () => {
    await ben.goto(`${running.url}/on-call`);
    await ben.locator('.shift-calendar').waitFor();
    await expectAccessible(ben, 'on call on a phone');
    await expectNoSidewaysScroll(ben, 'on call on a phone');
    await picture(ben, 'on-call-phone');
    await ben
      .getByRole('button', { name: /^Ask somebody to take the shift/ })
      .first()
      .click();
    await ben.getByRole('dialog').getByRole('button', { name: 'Ask' }).click();
    await ben.getByText('Waits for Carla').waitFor();
  });

  it('Carla takes it, and Ben’s page says so by itself', async () => {
    await carla.goto(`${running.url}/on-call?layers=yes`);
    await carla.getByText('Ben asks whether you can be on call').first().waitFor();
    await expectAccessible(carla, 'on call with a request');
    await picture(carla, 'on-call-desktop');
    await carla.getByRole('button', { name: 'I take it' }).click();
    await ben.getByText('Carla takes it').waitFor();
  });

  it('Ben’s calendar program reads his shifts without signing in, until he ends the address', async () => {
    await ben.getByRole('button', { name: 'Subscribe' }).click();
    await ben.getByRole('button', { name: 'Make an address' }).click();
    const url = new URL((await ben.locator('.secret code').textContent()) ?? '');
    await expectAccessible(ben, 'calendar address');
    const read = () => fetch(running.url + url.pathname);
    expect(await (await read()).text()).to.match(/^BEGIN:VCALENDAR\r\n/);
    await ben.getByRole('button', { name: /^End the address/ }).click();
    await ben.getByText('The address is ended').waitFor();
    expect((await read()).status).to.equal(404);
  });

  it('Carla retires the schedule, undoes it, and finds it again once it is retired', async () => {
    await carla.goto(`${running.url}/admin/on-call`);
    const retire = carla.getByRole('button', { name: 'Retire Systems' });
    await retire.click();
    await carla.getByRole('button', { name: 'Undo' }).click();
    await carla.getByText('Retired schedules (1)').waitFor({ state: 'detached' });
    await retire.click();
    await carla.getByText('Retired schedules (1)').click();
    await expectAccessible(carla, 'retired schedules');
    await carla.getByRole('button', { name: 'Take Systems up again' }).click();
    await retire.waitFor();
  });
});
