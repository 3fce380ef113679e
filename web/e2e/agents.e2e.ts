import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart, until } from '../../scripts/processes.ts';
import { golden, goldenFor, post, prolog } from '../../server/inventory/agents/testing-agents.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const password = 'une petite phrase';
const product = 'FusionInventory-Agent_v2.6-3';

describe('inventory agents in the browser', function () {
  this.timeout(300_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let token: string;

  before(async () => {
    installation = newInstallation();
    running = await startPart('all', installation);
    await cli(installation, 'person', 'create', '--email', 'dmitri@example.org', '--name', 'Dmitri', '--role', 'admin');
    token = await cli(installation, 'token', 'create', '--person', 'dmitri@example.org');
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await running?.end();
    installation?.remove();
  });

  const headers = () => ({ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' });
  const api = async (path: string, init: RequestInit = {}) =>
    (await fetch(`${running.url}/api/v1${path}`, { headers: headers(), ...init })).json();

  async function signedIn(device: 'desktop' | 'phone', locale: 'en-GB' | 'fr-FR'): Promise<Page> {
    const { id } = await api('/me');
    await api(`/people/${id}`, { method: 'PATCH', body: JSON.stringify({ password, language: locale === 'fr-FR' ? 'fr' : 'en' }) });
    const context = await openDevice(browser, device, locale);
    const answer = await context.request.post(`${running.url}/api/v1/session`, { data: { email: 'dmitri@example.org', password } });
    expect(answer.status()).to.equal(201);
    return context.newPage();
  }

  it('a source is made, its lines are pasted, an agent comes and is seen', async () => {
    const page = await signedIn('desktop', 'en-GB');
    await page.goto(`${running.url}/admin/agents`);
    await page.getByRole('button', { name: 'Add a source' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Paris');
    await page.getByRole('dialog').getByRole('button', { name: 'Add a source' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set up agents of Paris' });
    await dialog.waitFor();
    await picture(page, 'inventory-agent-set-up');
    await expectAccessible(page, 'the lines to paste');
    const lines = (await dialog.locator('pre').first().textContent()) ?? '';
    const [, username = '', secret = ''] = /user = (.*)\npassword = (.*)/.exec(lines) ?? [];
    expect(lines).to.include(`server = ${running.url}/inventory`);
    await dialog.getByText('OCS Inventory', { exact: true }).click();
    expect(await dialog.locator('pre').first().textContent()).to.include(`user=${Buffer.from(username).toString('base64')}`);
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    const Authorization = `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
    const send = (body: string | Buffer, more = {}) =>
      post(`${running.url}/inventory`, body, { Authorization, 'User-Agent': product, ...more });
    expect((await send(prolog('ws-14-2026-11-24-09-30-00'))).text).to.include('SEND');
    expect((await send(golden('fusion-notebook.xml'))).status).to.equal(200);
    expect((await send('nonsense')).status).to.equal(400);
    expect((await send(prolog('x'), { Authorization: `Basic ${Buffer.from(`${username}:no`).toString('base64')}` })).status).to.equal(401);

    await page.getByText('Agents', { exact: true }).click();
    await page.getByRole('link', { name: /ws-14/ }).waitFor();
    await expectAccessible(page, 'the list of agents');
    await page.getByText('Contacts', { exact: true }).click();
    await page.getByRole('cell', { name: 'New machine' }).waitFor();
    await picture(page, 'inventory-contacts');
    await expectAccessible(page, 'the list of contacts');
    await page.getByText('Errors', { exact: true }).click();
    await page.getByText('The user name or the password is wrong').first().waitFor();
    expect(await page.getByRole('cell', { name: 'New machine' }).count()).to.equal(0);
    await page.context().close();
  });

  it('files of agents are brought by hand, and one that is none says so', async () => {
    const page = await signedIn('desktop', 'fr-FR');
    const good = join(installation.dataDir, 'ws-15.ocs');
    const bad = join(installation.dataDir, 'notes.xml');
    writeFileSync(good, goldenFor('ocs.xml', { 'ws-14': 'ws-15', '8c:8c:aa:14:5e:01': '8c:8c:aa:14:5e:15' }));
    writeFileSync(bad, 'hello');
    await page.goto(`${running.url}/admin/agents?part=upload`);
    await page.locator('input[type=file]').setInputFiles([good, bad]);
    await page.getByRole('link', { name: /ws-15/ }).waitFor();
    await page.getByText('Ni XML ni JSON : aucun agent n’a écrit cela').waitFor();
    await expectAccessible(page, 'files brought by hand');
    await page.context().close();
  });

  it('a network is given to an agent on a phone', async () => {
    const source = await api('/inventory-sources', { method: 'POST', body: JSON.stringify({ name: 'Scanner' }) });
    const Authorization = `Basic ${Buffer.from(`${source.username}:${source.password}`).toString('base64')}`;
    await post(`${running.url}/inventory`, prolog('scanner-1'), { Authorization, 'User-Agent': product });
    await api('/snmp-credentials', { method: 'POST', body: JSON.stringify({ name: 'Read', protocol: '2c', community: 'public' }) });
    const page = await signedIn('phone', 'en-GB');
    await page.goto(`${running.url}/admin/agents?part=networks`);
    await page.getByRole('button', { name: 'Add a network' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Floor 2');
    await dialog.getByLabel('From').fill('192.0.2.9');
    await dialog.getByLabel('To', { exact: true }).fill('192.0.2.1');
    await dialog
      .getByLabel(/^Agent that looks/)
      .first()
      .click();
    await page.getByRole('option', { name: /scanner-1/ }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('The last address comes before the first').waitFor();
    await expectAccessible(page, 'a network that is wrong');
    await dialog.getByLabel('From').fill('192.0.2.1');
    await dialog.getByLabel('To', { exact: true }).fill('192.0.2.254');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('254 addresses').waitFor();
    await page.getByRole('button', { name: 'Look through Floor 2 now' }).click();
    await page.getByText('Waits for its agent').waitFor();
    await picture(page, 'inventory-networks');
    await expectAccessible(page, 'networks');
    await expectNoSidewaysScroll(page, 'networks');
    await page.goto(`${running.url}/admin/agents`);
    await page.getByText(/Only for scanner-1/).waitFor();
    await expectNoSidewaysScroll(page, 'sources');
    await page.goto(`${running.url}/admin/agents?part=contacts`);
    await page.getByRole('table').waitFor();
    await expectNoSidewaysScroll(page, 'contacts');
    await page.context().close();
  });

  it('nothing that was accepted is lost when the program is killed', async () => {
    const source = await api('/inventory-sources', { method: 'POST', body: JSON.stringify({ name: 'Killed' }) });
    const Authorization = `Basic ${Buffer.from(`${source.username}:${source.password}`).toString('base64')}`;
    const machine = (n: number): string =>
      goldenFor('fusion-notebook.xml', {
        'ws-14-2026-11-24-09-30-00': `killed-${n}`,
        'ws-14': `killed-${n}`,
        '8c1f2a4c-5b6d-11ec-90d6-0242ac120003': `8c1f2a4c-5b6d-11ec-90d6-${String(7000 + n).padStart(12, '0')}`,
        L1HF1A200E5: `KILLED${n}`,
        '8c:8c:aa:14:5e:01': `8c:8c:ab:14:5e:${String(10 + n)}`,
      });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => post(`${running.url}/inventory`, machine(n), { Authorization, 'User-Agent': product })),
    );
    await running.end('SIGKILL');
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
    running = await startPart('all', installation);
    const seen = async (): Promise<number> => {
      const { items } = await api('/assets?limit=200');
      return items.filter(({ name }: { name: string }) => name.startsWith('killed-')).length;
    };
    await until('every machine is registered', 60_000, async () => (await seen()) === 30);
  });
});
