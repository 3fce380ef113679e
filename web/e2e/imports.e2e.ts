import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { company, type SnipeStub, startSnipe } from '../../jobs/testing-snipe.ts';
import { cli, type Installation, newInstallation, type Running, startPart } from '../../scripts/processes.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const password = 'une petite phrase';

/** Dmitri brings lists in: says what columns mean, watches a long one go, stops and undoes, and comes over from Snipe-IT. */
describe('bringing lists in', function () {
  this.timeout(300_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let dmitri: Page;
  let snipe: SnipeStub;
  const faults: string[] = [];

  before(async () => {
    snipe = await startSnipe(company());
    installation = newInstallation({ WEBHOOK_ALLOW: '127.0.0.1' });
    await cli(installation, 'seed', 'demo');
    running = await startPart('all', installation);
    const token = await cli(installation, 'token', 'create', '--person', 'dominique.arnaud@lumen.example');
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const person = { name: 'Dmitri', email: 'dmitri@lumen.example', role: 'admin', password, timeZone: 'Europe/Paris', language: 'en' };
    const made = await fetch(`${running.url}/api/v1/people`, { method: 'POST', headers, body: JSON.stringify(person) });
    expect(made.status).to.equal(201);
    browser = await openBrowser();
    dmitri = await signIn('desktop', 'en-GB');
  });
  after(async () => {
    await browser?.close();
    await running?.end();
    await snipe?.close();
    installation?.remove();
  });
  afterEach(() => expect(faults).to.deep.equal([]));

  async function signIn(device: 'desktop' | 'phone', locale: 'en-GB' | 'fr-FR'): Promise<Page> {
    const context = await openDevice(browser, device, locale);
    const answer = await context.request.post(`${running.url}/api/v1/session`, { data: { email: 'dmitri@lumen.example', password } });
    expect(answer.status()).to.equal(201);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    return page;
  }
  const open = (path: string) => dmitri.goto(`${running.url}${path}`);
  const drop = (name: string, csv: string) =>
    dmitri.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) });
  const dialog = () => dmitri.getByRole('dialog');
  const pick = async (box: string, option: string) => {
    await dmitri.getByRole('combobox', { name: box }).click();
    await dmitri.getByRole('option', { name: option, exact: true }).click();
  };

  it('says what a column means, and is not asked again for such a file', async () => {
    await open('/assets/import');
    const list = 'Wat,Asset Tag,Name,Category\nnothing is as it seems,MAP-1,One,laptop\n';
    await drop('columns.csv', list);
    await pick('Field for Wat', 'Notes');
    await dmitri.getByText('nothing is as it seems').nth(1).waitFor();
    await expectAccessible(dmitri, 'import with its columns');
    await picture(dmitri, 'import-columns-desktop');
    await dmitri.getByRole('button', { name: 'Import 1 rows' }).click();
    await dmitri.getByText('The import is done').waitFor();
    await open('/assets/import');
    await drop('columns.csv', list);
    await dmitri.getByText('as said before').waitFor();
    await dmitri.getByRole('button', { name: 'Go by the headings' }).click();
    await dmitri.getByText('1 not used').waitFor();
  });

  it('brings places in by the same page', async () => {
    await open('/assets/import');
    await pick('What the list is about', 'Locations');
    await drop('places.csv', 'Name,Parent\nCellar,House\nHouse,\n');
    await dmitri.getByText('House > Cellar').first().waitFor();
    await dmitri.getByRole('button', { name: 'Import 2 rows' }).click();
    await dmitri.getByRole('button', { name: 'Undo this import' }).click();
    await dialog().getByRole('button', { name: 'Undo this import' }).click();
    await dmitri.getByText('The import was undone').waitFor();
  });

  it('watches a long list be checked and imported in the background, and takes it back', async () => {
    await open('/assets/import');
    const rows = Array.from({ length: 6000 }, (_, i) => `LONG-${i},Machine ${i},Laptop,LS${i}`);
    await drop('long.csv', ['Asset Tag,Name,Category,Serial', ...rows, 'LONG-7,twice,,'].join('\r\n'));
    await dmitri.getByRole('progressbar').waitFor();
    await dmitri.getByText('Checked, nothing is written yet').waitFor();
    await dmitri.getByRole('button', { name: 'Import 6,000 rows' }).click();
    await dmitri.getByText('Importing …').first().waitFor();
    await expectAccessible(dmitri, 'import at work');
    await dmitri.getByText('The import is done').waitFor();
    await dmitri.getByRole('button', { name: /Refused/ }).click();
    await dmitri.getByText('Line 9 has tag LONG-7 too').waitFor();
    await picture(dmitri, 'import-long-desktop');
    await open('/assets/import');
    await dmitri.getByRole('link', { name: 'long.csv' }).first().click();
    await dmitri.getByRole('button', { name: 'Undo this import' }).click();
    await dialog().getByRole('button', { name: 'Undo this import' }).click();
    await dmitri.getByText('6,000 rows were taken back.').waitFor();
    await expectAccessible(dmitri, 'import that was undone');
  });

  it('comes over from Snipe-IT, sees what was left there, and takes it back', async () => {
    await open('/assets/migrations');
    await expectAccessible(dmitri, 'form of a move');
    await dmitri.getByLabel('Address of Snipe-IT').fill(snipe.baseUrl);
    await dmitri.getByLabel('API token').fill('wrong');
    await dmitri.getByLabel('Calls a minute').fill('1000');
    await dmitri.getByRole('button', { name: 'Begin the move' }).click();
    await dmitri.getByText('It does not take the token for locations').waitFor();
    await dmitri.getByLabel('Another token').fill(snipe.token);
    await dmitri.getByRole('button', { name: 'Go on' }).click();
    await dmitri.getByText('Everything is over').waitFor();
    await dmitri.getByText('maintenances').first().waitFor();
    await expectAccessible(dmitri, 'a move that is over');
    await picture(dmitri, 'migration-desktop');
    await dmitri.getByRole('link', { name: 'Devices', exact: true }).last().click();
    await dmitri.getByText('6.37702E+15').waitFor();
    await open('/assets/migrations');
    await dmitri.getByRole('button', { name: 'Take back' }).click();
    await dialog().getByRole('button', { name: 'Take back' }).click();
    await dmitri.getByText('Taken back', { exact: true }).waitFor();
  });

  it('fits a phone, in French', async () => {
    const phone = await signIn('phone', 'fr-FR');
    for (const path of ['/assets/import', '/assets/migrations']) {
      await phone.goto(`${running.url}${path}`);
      await phone.getByRole('heading', { level: 1 }).waitFor();
      await expectNoSidewaysScroll(phone, path);
      await expectAccessible(phone, path);
    }
  });
});
