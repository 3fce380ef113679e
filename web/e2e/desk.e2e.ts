import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart } from '../../scripts/processes.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const password = 'une petite phrase';

/** Dmitri walks through devices, backups and administration: custody, import, a backup that is restored, and an account of his own. */
describe('the desk of an administrator', function () {
  this.timeout(300_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let dmitri: Page;
  const faults: string[] = [];

  before(async () => {
    installation = newInstallation();
    await cli(installation, 'seed', 'demo');
    running = await startPart('all', installation);
    await employ(installation, running.url);
    browser = await openBrowser();
    dmitri = await (await openDevice(browser, 'desktop', 'en-GB')).newPage();
    dmitri.on('pageerror', (error) => faults.push(String(error)));
    await dmitri.goto(running.url);
    await dmitri.getByLabel('E-mail address').fill('dmitri@lumen.example');
    await dmitri.getByLabel('Password', { exact: true }).fill(password);
    await dmitri.getByRole('button', { name: 'Sign in' }).click();
    await dmitri.getByRole('link', { name: 'Backups' }).first().waitFor();
  });

  after(async () => {
    await browser?.close();
    await running?.end();
    installation?.remove();
  });

  const open = (path: string) => dmitri.goto(`${running.url}${path}`);
  const dialog = () => dmitri.getByRole('dialog');

  it('takes a device back and gives it back by undoing', async () => {
    await open('/assets/AST-00004');
    const custody = dmitri.locator('.custody');
    const holder = (await custody.locator('.holder').textContent()) ?? '';
    await expectAccessible(dmitri, 'device');
    await picture(dmitri, 'device-desktop');
    await dmitri.getByRole('button', { name: 'Take back' }).click();
    await dialog().getByRole('button', { name: 'Take back' }).click();
    await dmitri.getByText('Nobody has it').waitFor();
    await dmitri.getByRole('button', { name: 'Undo' }).click();
    await custody.getByText(holder ?? '').waitFor();
  });

  it('is told when a colleague was faster, and overwrites nothing unasked', async () => {
    await open('/assets/AST-00003');
    await dmitri.getByRole('button', { name: 'Edit', exact: true }).click();
    await dialog().getByRole('textbox', { name: 'Model' }).fill('Mine');
    const answer = await dmitri.request.patch(`${running.url}/api/v1/assets/AST-00003`, { data: { model: 'Theirs' } });
    expect(answer.status()).to.equal(200);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dmitri.getByText('Somebody changed this device meanwhile').waitFor();
    await dialog().getByRole('button', { name: 'Discard mine' }).click();
    await dmitri.getByText('Theirs').first().waitFor();
  });

  it('sees what an import would do, imports, and undoes it as a whole', async () => {
    await open('/assets/import');
    const csv = 'Asset Tag,Name,Category\nAST-00001,renamed,computer\n,New printer,printer\n,,computer\n';
    await dmitri.locator('input[type=file]').setInputFiles({ name: 'devices.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await dmitri.getByText('The row has neither name, model nor tag').waitFor();
    await expectAccessible(dmitri, 'import');
    await picture(dmitri, 'import-desktop');
    await dmitri.getByRole('button', { name: 'Import 2 rows' }).click();
    await dmitri.getByRole('button', { name: 'Undo this import' }).click();
    await dialog().getByRole('button', { name: 'Undo this import' }).click();
    await dmitri.getByText('The import was undone').waitFor();
  });

  it('backs up now, looks into the recovery point and downloads from it', async () => {
    await open('/backups');
    await dmitri.locator('.verdict').waitFor();
    await expectAccessible(dmitri, 'backups');
    await picture(dmitri, 'backups-desktop');
    await dmitri
      .getByRole('link', { name: /Coulisse/ })
      .last()
      .click();
    await dmitri.getByRole('button', { name: 'Back up now' }).click();
    await dmitri.getByRole('link', { name: 'Open the recovery point' }).click();
    await dmitri.getByRole('checkbox').first().check();
    await dmitri.getByRole('button', { name: 'Restore the chosen' }).first().click();
    await dialog().getByRole('button', { name: 'Start the restore' }).click();
    const link = await dmitri.getByRole('link', { name: 'Download the files' }).getAttribute('href');
    const archive = await dmitri.request.get(new URL(link ?? '', running.url).href);
    expect(archive.status()).to.equal(200);
    expect((await archive.body()).length).to.be.greaterThan(1000);
  });

  it('is told at the field when a schedule never fires', async () => {
    await open('/backups/policies/new');
    await dmitri.getByRole('combobox', { name: 'How often' }).click();
    await dmitri.getByRole('option', { name: 'Own cron expression' }).click();
    await dmitri.getByLabel('Cron expression').fill('0 0 31 2 *');
    await dmitri.getByText(/never fires/).waitFor();
    await expectAccessible(dmitri, 'policy editor');
  });

  const parts = ['people', 'groups', 'on-call', 'services', 'agreements', 'calendars', 'escalation', 'locations', 'mail', 'audit'];
  for (const part of parts) {
    it(`opens the administration's ${part} without a fault`, async () => {
      await open(`/admin/${part}`);
      await dmitri.getByRole('heading', { level: 1 }).waitFor();
      await dmitri.locator('#content .card').first().waitFor();
      await expectAccessible(dmitri, part);
      await expectNoSidewaysScroll(dmitri, part);
    });
  }

  for (const part of ['all', 'mailboxes', 'sending', 'settings']) {
    it(`opens the mail pages' ${part} without a fault`, async () => {
      await open(`/admin/mail?part=${part}`);
      await dmitri.locator('#content .card').first().waitFor();
      await expectAccessible(dmitri, `mail ${part}`);
      await expectNoSidewaysScroll(dmitri, `mail ${part}`);
    });
  }

  it('left no error in the pages', () => {
    expect(faults).to.deep.equal([]);
  });
});

/** Dmitri joins the demo company as an administrator. */
async function employ(installation: Installation, url: string): Promise<void> {
  const token = await cli(installation, 'token', 'create', '--person', 'dominique.arnaud@lumen.example');
  const response = await fetch(`${url}/api/v1/people`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      password,
      timeZone: 'Europe/Paris',
      name: 'Dmitri',
      email: 'dmitri@lumen.example',
      language: 'en',
      role: 'admin',
    }),
  });
  if (!response.ok) throw new Error(await response.text());
}
