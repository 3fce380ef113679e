import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart, until } from '../../scripts/processes.ts';
import { mailPeer } from '../../server/notifications/testing-peers.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const password = 'une petite phrase';

/** Who has what: Ben hands over at the desk, Ana confirms, asks, reserves and answers on her phone, and then she leaves. */
describe('who has what', function () {
  this.timeout(300_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let ben: Page;
  let ana: Page;
  let peer: Awaited<ReturnType<typeof mailPeer>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  let admin: (method: string, path: string, body?: object) => Promise<any>;
  let anaId: string;
  const faults: string[] = [];

  before(async () => {
    peer = await mailPeer();
    installation = newInstallation({ SMTP_URL: peer.url });
    await cli(installation, 'seed', 'demo');
    running = await startPart('all', installation);
    const token = await cli(installation, 'token', 'create', '--person', 'dominique.arnaud@lumen.example');
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    admin = async (method, path, body) => {
      const answer = await fetch(`${running.url}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return answer.status === 204 ? null : answer.json();
    };
    const person = (name: string, role: string, language: string) =>
      admin('POST', '/people', { password, timeZone: 'Europe/Paris', name, email: `${name.toLowerCase()}@lumen.example`, language, role });
    anaId = (await person('Ana', 'employee', 'fr')).id;
    await person('Ben', 'lead', 'en');
    browser = await openBrowser();
    ben = await signIn('desktop', 'en-GB', 'ben@lumen.example');
    ana = await signIn('phone', 'fr-FR', 'ana@lumen.example');
  });
  after(async () => {
    await browser?.close();
    await running?.end();
    await peer?.close();
    installation?.remove();
  });
  afterEach(() => expect(faults).to.deep.equal([]));

  async function signIn(device: 'desktop' | 'phone', locale: 'en-GB' | 'fr-FR', email: string): Promise<Page> {
    const context = await openDevice(browser, device, locale);
    const answer = await context.request.post(`${running.url}/api/v1/session`, { data: { email, password } });
    expect(answer.status()).to.equal(201);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    return page;
  }
  const device = (name: string, serial: string) =>
    admin('POST', '/assets', { kind: 'computer', name, serial, manufacturer: 'Lenovo', model: 'X1' });
  const look = async (page: Page, where: string) => {
    await expectAccessible(page, where);
    await expectNoSidewaysScroll(page, where);
  };
  /** The address in the last mail to Ana that leads to such a page. */
  const linkIn = (path: string): string | null => {
    const mails = peer.mails
      .filter((mail) => mail.includes('<ana@lumen.example>'))
      .map((mail) => mail.replace(/=\r?\n/g, '').replaceAll('=3D', '='));
    const found = mails.toReversed().flatMap((mail) => new RegExp(`/${path}/[\\w.-]+`).exec(mail) ?? []);
    return found[0] ?? null;
  };

  it('signs for two devices at the desk; what another desk takes meanwhile is said at once and nothing typed is lost', async () => {
    const [one, two, three] = [
      await device('Laptop one', 'SN-1'),
      await device('Laptop two', 'SN-2'),
      await device('Laptop three', 'SN-3'),
    ];
    await ben.goto(`${running.url}/hand-overs/new`);
    await ben.getByRole('combobox', { name: 'Who receives it' }).fill('Ana');
    await ben.getByRole('option', { name: 'Ana' }).first().click();
    const scanner = ben.getByLabel('Add an item');
    for (const [index, typed] of [one.tag, 'SN-2', three.tag.toLowerCase()].entries()) {
      await scanner.fill(typed);
      await scanner.press('Enter');
      await ben.locator('.hand-over-item').nth(index).waitFor();
    }
    await ben.getByLabel(`Condition of ${one.tag}`).fill('scratched');
    await ben.getByLabel('Note (optional)').fill('with bag');
    await ben.locator('.paper', { hasText: 'scratched' }).waitFor();
    await draw(ben);
    await look(ben, 'a new hand-over');
    await picture(ben, 'hand-over-new');
    await admin('PUT', `/assets/${three.id}/check-out`, { personId: anaId });
    await ben.locator('.hand-over-item .bad').waitFor();
    expect(await ben.getByRole('button', { name: 'Sign and hand over' }).isDisabled()).to.equal(true);
    expect(await ben.getByLabel('Note (optional)').inputValue()).to.equal('with bag');
    expect(await ben.getByLabel(`Condition of ${one.tag}`).inputValue()).to.equal('scratched');
    await ben.getByRole('button', { name: `Take ${three.tag} out of the list` }).click();
    await ben.getByText('The text has changed. Please sign again.').waitFor();
    await draw(ben);
    await ben.getByRole('button', { name: 'Sign and hand over' }).click();
    await ben.getByRole('heading', { name: /^Handed out · HO-\d+/ }).waitFor();
    await ben.getByRole('img', { name: 'Signature' }).waitFor();
    await look(ben, 'a signed hand-over');
    await picture(ben, 'hand-over-signed');
    const href = await ben.getByRole('link', { name: 'Signed paper (PDF)' }).getAttribute('href');
    const paper = await ben.context().request.get(`${running.url}${href}`);
    expect([paper.status(), (await paper.body()).subarray(0, 5).toString()]).to.deep.equal([200, '%PDF-']);
    expect((await admin('GET', `/assets/${two.id}`)).custodian.id).to.equal(anaId);
  });

  async function draw(page: Page): Promise<void> {
    const field = page.getByRole('img', { name: 'Signature' });
    await field.scrollIntoViewIfNeeded();
    const box = await field.boundingBox();
    if (!box) throw new Error('There is no field to sign in');
    await page.mouse.move(box.x + 40, box.y + 60);
    await page.mouse.down();
    for (let i = 1; i <= 12; i += 1) await page.mouse.move(box.x + 40 + i * 15, box.y + 60 + (i % 2) * 30);
    await page.mouse.up();
  }

  it('is confirmed by the link of a mail: opening does nothing, a click signs', async () => {
    const phone = await device('Laptop by post', 'SN-4');
    const handOver = await admin('POST', '/hand-overs', { personId: anaId, items: [{ assetId: phone.id }], method: 'link' });
    const link = await until('the mail', 20_000, async () => linkIn('hand-over'));
    const guest = await (await openDevice(browser, 'phone', 'fr-FR')).newPage();
    guest.on('pageerror', (error) => faults.push(String(error)));
    await guest.goto(`${running.url}${link}`);
    await guest.getByText(phone.tag).waitFor();
    expect((await admin('GET', `/hand-overs/${handOver.id}`)).state).to.equal('waiting');
    await look(guest, 'the link of a hand-over');
    await picture(guest, 'hand-over-link');
    await guest.getByRole('button', { name: 'Confirmer et signer' }).click();
    await guest.getByRole('status').filter({ hasText: 'Merci.' }).waitFor();
    expect((await admin('GET', `/hand-overs/${handOver.id}`)).signedHow).to.equal('link');
    await guest.context().close();
  });

  it('lets Ana ask, reserve, confirm and say what she has, on her phone', async () => {
    const camera = await device('Camera for all', 'SN-5');
    await admin('PUT', `/assets/${camera.id}/lending`);
    await admin('POST', '/requestable-items', { name: 'Écran incurvé', approval: 'manager' });
    const extra = await device('Laptop to confirm', 'SN-6');
    await admin('POST', '/hand-overs', { personId: anaId, items: [{ assetId: extra.id }], method: 'link' });
    await admin('POST', '/campaigns', { title: 'Inventaire', answerUntil: '2099-12-31', filter: { personIds: [anaId] } });
    await ana.goto(`${running.url}/devices`);
    await ana.getByRole('button', { name: 'J’ai tout cela' }).waitFor();
    await look(ana, 'my devices');
    await picture(ana, 'my-devices-custody');
    await ana.getByRole('button', { name: 'J’ai tout cela' }).click();
    await ana.getByText('Merci. Votre réponse est enregistrée.').first().waitFor();

    await ana.getByRole('button', { name: 'Demander un appareil' }).click();
    await ana.getByRole('combobox', { name: 'De quoi avez-vous besoin ?' }).click();
    await ana.getByRole('option', { name: 'Écran incurvé' }).click();
    await ana.getByRole('button', { name: 'Envoyer' }).click();
    await ana.getByRole('link', { name: 'Écran incurvé' }).waitFor();

    await ana.getByRole('button', { name: 'Réserver Camera for all' }).click();
    await look(ana, 'reserving');
    await ana.getByRole('dialog').getByRole('button', { name: 'Réserver' }).click();
    await ana.getByRole('heading', { name: 'Mes réservations' }).waitFor();

    await ana.getByRole('link', { name: /^Lire et confirmer/ }).click();
    await ana.getByRole('button', { name: 'Confirmer et signer' }).click();
    await ana.getByRole('link', { name: 'Document signé (PDF)' }).waitFor();
    await look(ana, 'my paper');
  });

  it('shows the desk requests, reservations, campaigns and settings', async () => {
    await ben.goto(`${running.url}/asset-requests`);
    await ben.getByRole('link', { name: 'Écran incurvé' }).click();
    await ben.getByRole('button', { name: 'Approve' }).click();
    await ben.getByRole('link', { name: 'Hand it over' }).waitFor();
    await look(ben, 'a request');
    for (const [path, heading] of [
      ['/hand-overs', 'Hand-overs'],
      ['/reservations', 'Reservations'],
      ['/asset-requests', 'Requests'],
      ['/campaigns', 'Campaigns'],
      ['/custody-settings', 'Texts and reminders'],
    ] as const) {
      await ben.goto(`${running.url}${path}`);
      await ben.getByRole('heading', { name: heading, level: 1 }).waitFor();
      await ben.locator('main .bones').first().waitFor({ state: 'detached' });
      await look(ben, path);
      await picture(ben, `custody${path.replace('/', '-')}`);
    }
    await ben.goto(`${running.url}/campaigns`);
    await ben.getByRole('link', { name: 'Inventaire', exact: true }).click();
    await ben
      .getByText(/answered$/)
      .first()
      .waitFor();
    await look(ben, 'a campaign');
    await picture(ben, 'campaign');
  });

  it('leads a leaver through to the end', async () => {
    await ben.goto(`${running.url}/departures`);
    await ben.getByRole('button', { name: 'Somebody leaves' }).click();
    await ben.getByRole('dialog').getByRole('combobox', { name: 'Person' }).fill('Ana');
    await ben.getByRole('option', { name: 'Ana' }).first().click();
    await ben.getByRole('dialog').getByLabel('Last day').fill('2099-11-30');
    await ben.getByRole('button', { name: 'Save' }).click();
    await ben.getByRole('heading', { name: 'Ana leaves' }).waitFor();
    await look(ben, 'a leaver');
    await picture(ben, 'leaver');
    await ben.getByRole('link', { name: 'Take everything back' }).click();
    await ben.locator('.paper').waitFor();
    await ben.getByRole('button', { name: 'Ask by mail instead' }).click();
    await ben.getByRole('heading', { name: /^Taken back · HO-/ }).waitFor();
    await ben.goto(`${running.url}/departures/${anaId}`);
    await ben.getByText('Nothing is left to bring back.').waitFor();
    await ben.getByRole('button', { name: 'Everything is settled' }).click();
    await ben.getByRole('dialog').getByRole('button', { name: 'Everything is settled' }).click();
    await ben.getByText('No departure is planned.').waitFor();
  });
});
