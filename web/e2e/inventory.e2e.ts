import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart } from '../../scripts/processes.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const password = 'une petite phrase';
const email = 'carla@lumen.example';

/** Carla walks through the register: counts, views, columns, many at once, and what joins on a device, a person and a place. */
describe('the inventory of a lead', function () {
  this.timeout(300_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let carla: Page;
  const faults: string[] = [];

  before(async () => {
    installation = newInstallation();
    await cli(installation, 'seed', 'demo');
    running = await startPart('all', installation);
    await hire(installation, running.url);
    browser = await openBrowser();
    carla = await signedIn('desktop', 'en-GB');
  });

  after(async () => {
    await browser?.close();
    await running?.end();
    installation?.remove();
  });

  async function signedIn(device: 'desktop' | 'phone', locale: 'en-GB' | 'fr-FR'): Promise<Page> {
    const context = await openDevice(browser, device, locale);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    const { status } = await context.request
      .post(`${running.url}/api/v1/session`, { data: { email, password } })
      .then((answer) => ({ status: answer.status() }));
    expect(status).to.be.below(300);
    await context.request.patch(`${running.url}/api/v1/me`, { data: { language: locale === 'fr-FR' ? 'fr' : 'en' } });
    return page;
  }

  const open = (path: string) => carla.goto(`${running.url}${path}`);
  const dialog = () => carla.getByRole('dialog');
  const rows = () => carla.locator('.asset-table tbody tr');
  const total = () => carla.locator('.page-head [role=status]');

  it('narrows the list by what the counts promise, in the address', async () => {
    await open('/assets');
    await rows().first().waitFor();
    await expectAccessible(carla, 'list');
    await picture(carla, 'assets-desktop');
    const printers = carla.locator('.facet-panel').getByRole('button', { name: /^Printer/ });
    const count = Number((await printers.locator('.facet-count').textContent()) ?? 'NaN');
    await printers.click();
    await carla.waitForURL(/kind=printer/);
    await total().getByText(`${count} devices`).waitFor();
    await carla.waitForFunction(`document.querySelectorAll('.asset-table tbody tr').length === ${count}`);
    await carla.goBack();
    await open('/assets?kind=printer&sort=-updatedAt');
    await total().getByText(`${count} devices`).waitFor();
  });

  it('goes down into a place and says what is there', async () => {
    await open('/assets');
    const places = carla.locator('.facet-panel');
    await places.getByRole('button', { name: /Lyon/ }).click();
    await carla.waitForURL(/withinLocationId=/);
    await places.getByRole('button', { name: 'Everywhere' }).waitFor();
    await places.getByRole('button', { name: 'Everywhere' }).click();
    await places.getByRole('button', { name: 'Everywhere' }).waitFor({ state: 'detached' });
  });

  it('keeps the columns that she chose, also after reading the page anew', async () => {
    await open('/assets');
    await rows().first().waitFor();
    await carla.getByRole('button', { name: 'Columns' }).click();
    const kept = carla.waitForResponse((response) => response.url().endsWith('/assets/columns') && response.request().method() === 'PUT');
    await carla.getByRole('switch', { name: 'Serial number' }).click({ force: true });
    expect((await kept).status()).to.equal(200);
    await carla.keyboard.press('Escape');
    await carla.reload();
    await carla.getByRole('columnheader', { name: 'Serial number' }).waitFor();
  });

  it('saves what is on screen as a view, and comes back to it', async () => {
    await open('/assets?kind=computer&status=in_stock');
    await rows().first().waitFor();
    await carla.getByRole('button', { name: 'Views' }).click();
    await carla.getByRole('menuitem', { name: 'Save as a view …' }).click();
    await dialog().getByLabel('Name').fill('Laptops to hand out');
    await expectAccessible(carla, 'dialog of a view');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await carla.waitForURL(/view=/);
    await open('/assets');
    await carla.getByRole('button', { name: 'Views' }).click();
    await carla.getByRole('menuitem', { name: 'Laptops to hand out' }).click();
    await carla.waitForURL(/status=in_stock/);
    await carla.getByRole('button', { name: 'Laptops to hand out' }).waitFor();
  });

  it('selects by keyboard, looks at a change of many first, makes it, and takes it back', async () => {
    await open('/assets?kind=printer');
    await rows().first().waitFor();
    await carla.keyboard.press('j');
    await carla.keyboard.press('x');
    await carla.keyboard.press('Shift+J');
    await carla.getByText('2 selected').waitFor();
    await expectAccessible(carla, 'list with a selection');
    await carla.keyboard.press('e');
    await dialog().getByLabel('Which facts change?').first().click();
    await carla.getByRole('option', { name: 'Model' }).click();
    await carla.keyboard.press('Escape');
    await dialog().getByRole('textbox', { name: 'Model', exact: true }).fill('HL-L9430CDN');
    await dialog().getByRole('button', { name: 'Look at it first' }).click();
    await dialog().getByText('2 will change').waitFor();
    await expectAccessible(carla, 'preview of a change of many');
    await picture(carla, 'assets-bulk-desktop');
    await dialog().getByRole('button', { name: 'Change 2 devices' }).click();
    await carla.getByText('Changed: 2 devices').waitFor();
    await rows().first().getByText('HL-L9430CDN').waitFor();
    await carla.getByRole('button', { name: 'Undo' }).click();
    await carla.getByText('Undone: 2 devices').waitFor();
    await rows().first().getByText('HL-L6410DN').waitFor();
  });

  it('says of each device why it could not', async () => {
    await open('/assets?kind=computer&status=deployed');
    await rows().first().waitFor();
    await carla.keyboard.press('j');
    await carla.keyboard.press('x');
    await carla.getByRole('button', { name: 'Hand out' }).click();
    await dialog().getByText('A place', { exact: true }).click();
    await dialog()
      .getByRole('combobox', { name: 'A place' })
      .or(dialog().getByRole('textbox', { name: 'A place' }))
      .first()
      .click();
    await carla.getByRole('option').first().click();
    await dialog().getByRole('button', { name: 'Look at it first' }).click();
    await dialog().getByText('1 cannot').waitFor();
    await dialog().getByText('Nothing would change.').waitFor({ state: 'detached' });
    expect(await dialog().locator('.preview-reason').count()).to.equal(1);
    expect(
      await dialog()
        .getByRole('button', { name: /^Change/ })
        .isDisabled(),
    ).to.equal(true);
    await carla.keyboard.press('Escape');
  });

  it('opens every part of a device, each at its own address', async () => {
    await open('/assets/AST-00001');
    const tabs = carla.getByRole('navigation', { name: 'Parts of this page' });
    await tabs.waitFor();
    const names = await tabs.getByRole('link').allTextContents();
    expect(names).to.include.members(['Overview', 'Custody', 'Incidents', 'Software', 'Backups', 'Label and history']);
    for (const name of names) {
      await tabs.getByRole('link', { name, exact: true }).click();
      await carla.locator('main .bones').first().waitFor({ state: 'detached' });
      await expectAccessible(carla, `device: ${name}`);
    }
    await carla.reload();
    expect(await tabs.locator('[aria-current=page]').textContent()).to.equal(names.at(-1));
  });

  it('goes from a device to who has it and to where it stands', async () => {
    await open('/assets/AST-00003');
    await carla.locator('.custody .holder').click();
    await carla.waitForURL(/\/people\//);
    await carla.getByText('What this person has').waitFor();
    await carla.locator('main .bones').first().waitFor({ state: 'detached' });
    await expectAccessible(carla, 'person');
    await picture(carla, 'person-desktop');
    await carla.getByRole('link', { name: 'Dublin — Office' }).click();
    await carla.waitForURL(/\/sites\//);
    await carla.getByText('By kind').waitFor();
    await expectAccessible(carla, 'place');
    await picture(carla, 'site-desktop');
    await open('/people/nobody');
    await carla
      .getByRole('heading', { name: /not here|does not exist|not found/i })
      .or(carla.getByRole('alert'))
      .first()
      .waitFor();
  });

  it('reads in French on a phone, no wider than the screen', async () => {
    const phone = await signedIn('phone', 'fr-FR');
    for (const path of ['/assets', '/assets/AST-00001', '/assets/AST-00001?tab=history']) {
      await phone.goto(`${running.url}${path}`);
      await phone.locator('main h1').first().waitFor();
      await phone.locator('main .bones').first().waitFor({ state: 'detached' });
      await expectNoSidewaysScroll(phone, path);
      await expectAccessible(phone, path);
    }
    await phone.goto(`${running.url}/assets`);
    await phone.getByRole('button', { name: 'Filtres' }).click();
    await phone.getByRole('button', { name: 'État' }).click();
    await phone.getByRole('menuitem', { name: /En stock/ }).click();
    await phone.waitForURL(/status=in_stock/);
    await phone.context().close();
    expect(faults).to.deep.equal([]);
  });
});

/** An account that knows its password. */
async function hire(installation: Installation, url: string): Promise<void> {
  const token = await cli(installation, 'token', 'create', '--person', 'dominique.arnaud@lumen.example');
  const body = JSON.stringify({ email, name: 'Carla', role: 'lead', password, language: 'en' });
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const { status } = await fetch(`${url}/api/v1/people`, { method: 'POST', headers, body });
  expect(status).to.equal(201);
}
