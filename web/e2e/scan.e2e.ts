import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart, until } from '../../scripts/processes.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';
import { photoOf, writeFilm } from './fake-camera.ts';
import { codesIn } from './printed-codes.ts';

const password = 'une petite phrase';

interface Thing {
  id: string;
  tag: string;
  name: string;
}

/** Ben counts a store room with his phone's camera, in and out of the network; Carla watches, closes, and takes it back. */
describe('scanning and stock-takes', function () {
  this.timeout(300_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let ben: Page;
  let carla: Page;
  let admin: <T = Thing>(method: string, path: string, body?: object) => Promise<T>;
  let store: { id: string };
  let things: Record<'laptop' | 'screen' | 'dock' | 'stranger', Thing>;
  let audit: { id: string; name: string };
  const faults: string[] = [];

  before(async () => {
    installation = newInstallation();
    for (const [name, role] of [
      ['Ana', 'employee'],
      ['Ben', 'technician'],
      ['Carla', 'lead'],
      ['Dmitri', 'admin'],
    ] as const)
      await cli(installation, 'person', 'create', '--email', `${name.toLowerCase()}@example.org`, '--name', name, '--role', role);
    const token = await cli(installation, 'token', 'create', '--person', 'dmitri@example.org');
    running = await startPart('all', installation);
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    admin = async (method, path, body) => {
      const answer = await fetch(`${running.url}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return (await answer.json()) as never;
    };
    const { items } = await admin<{ items: Array<{ id: string; name: string }> }>('GET', '/people');
    for (const { id, name } of items)
      await admin('PATCH', `/people/${id}`, { password, timeZone: 'Europe/Paris', language: name === 'Carla' ? 'fr' : 'en' });
    await furnish();
    const film = join(installation.dataDir, 'shelf.y4m');
    writeFilm(film, [
      { code: null, seconds: 1 },
      { code: { qr: `${running.url}/assets/${things.laptop.tag}` }, seconds: 4 },
      { code: null, seconds: 2.5 },
      { code: { code128: things.screen.tag }, seconds: 4 },
      { code: null, seconds: 2.5 },
    ]);
    browser = await openBrowser(['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]);
    ben = await signIn('ben', 'phone', 'en-GB');
    carla = await signIn('carla', 'desktop', 'fr-FR');
  });
  after(async () => {
    await browser?.close();
    await running?.end();
    installation?.remove();
    expect(faults).to.deep.equal([]);
  });

  async function furnish(): Promise<void> {
    const place = (name: string, parentId: string | null) =>
      admin<{ id: string }>('POST', '/locations', { name, parentId, timeZone: 'Europe/Paris' });
    const lyon = await place('Lyon', null);
    store = await place('Store room', lyon.id);
    const paris = await place('Paris', null);
    const add = (kind: string, name: string, locationId: string) => admin('POST', '/assets', { kind, name, locationId });
    things = {
      laptop: await add('computer', 'Laptop 14', store.id),
      screen: await add('peripheral', 'Screen 27', store.id),
      dock: await add('peripheral', 'Dock', store.id),
      stranger: await add('computer', 'Laptop of Paris', paris.id),
    };
  }

  async function signIn(name: string, device: 'phone' | 'desktop', locale: 'en-GB' | 'fr-FR'): Promise<Page> {
    const context = await openDevice(browser, device, locale);
    await context.grantPermissions(['camera'], { origin: running.url });
    const answer = await context.request.post(`${running.url}/api/v1/session`, { data: { email: `${name}@example.org`, password } });
    expect(answer.status()).to.equal(201);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(`${page.url()} ${error}`));
    page.on('console', (message) => /Content Security Policy|WebAssembly/.test(message.text()) && faults.push(message.text()));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (/^https?:$/.test(protocol) && origin !== running.url) faults.push(`asked ${origin}`);
    });
    return page;
  }

  const list = (page: Page) => page.locator('.scan-list > li');
  const type = async (page: Page, code: string) => {
    await page.getByRole('textbox', { name: /^Code/ }).fill(code);
    await page.keyboard.press('Enter');
  };

  it('Carla begins a stock-take and sees what the register expects', async () => {
    await carla.goto(`${running.url}/audits`);
    await carla.getByRole('button', { name: 'Ouvrir un inventaire' }).first().click();
    const dialog = carla.getByRole('dialog');
    await dialog.getByText('Le registre attend 4 appareils.').waitFor();
    await dialog.getByLabel('Titre').fill('Réserve de Lyon');
    await dialog.getByRole('combobox', { name: 'Lieu' }).fill('Lyon');
    await carla.getByRole('option', { name: 'Lyon' }).click();
    await dialog.getByText('Le registre attend 3 appareils.').waitFor();
    await expectAccessible(carla, 'beginning a stock-take');
    await dialog.getByRole('button', { name: 'Ouvrir', exact: true }).click();
    await carla.getByRole('heading', { name: 'Réserve de Lyon' }).waitFor();
    audit = (await admin<{ items: Array<{ id: string; name: string }> }>('GET', '/audits')).items[0]!;
    await carla.getByText('0 vus sur 3').waitFor();
  });

  it('Ben’s phone reads a QR code and a Code 128 from the camera, and Carla sees it at once', async () => {
    await ben.goto(`${running.url}/scan?audit=${audit.id}&place=${store.id}`);
    await ben.getByText('0 of 3 seen').waitFor();
    await ben.getByRole('button', { name: 'Start the camera' }).click();
    await ben.locator('.camera-frame.reading').waitFor({ timeout: 20_000 });
    await list(ben).getByText(`${things.laptop.tag} · Laptop 14`).first().waitFor({ timeout: 40_000 });
    await list(ben).getByText(`${things.screen.tag} · Screen 27`).first().waitFor({ timeout: 40_000 });
    const found = await list(ben).filter({ hasText: 'Found' }).count();
    expect(found).to.equal(2);
    await ben.getByText('2 of 3 seen').waitFor();
    await carla.getByText('2 vus sur 3').waitFor();
    await expectAccessible(ben, 'scanning on a phone');
    await expectNoSidewaysScroll(ben, 'scanning on a phone');
    await picture(ben, 'scan-phone');
    // The film begins again: what is seen once more is told, with who and when.
    await list(ben).filter({ hasText: 'Already scanned' }).filter({ hasText: 'by you' }).first().waitFor({ timeout: 40_000 });
    expect((await admin<{ found: number }>('GET', `/audits/${audit.id}`)).found).to.equal(2);
    await ben.getByRole('button', { name: 'Stop the camera' }).click();
    await ben.getByRole('button', { name: 'Change' }).click();
    await ben.getByRole('link', { name: 'Open the stock-take' }).click();
    await ben.getByRole('heading', { name: 'Réserve de Lyon' }).waitFor();
    await ben.getByText('Lyon > Store room').waitFor();
    await expectAccessible(ben, 'a stock-take on a phone');
    await expectNoSidewaysScroll(ben, 'a stock-take on a phone');
    await picture(ben, 'audit-phone');
    await ben.goBack();
    await ben.getByRole('button', { name: 'Start the camera' }).waitFor();
  });

  it('keeps scans without a network, through a reload, and sends each once', async () => {
    await ben.context().setOffline(true);
    await type(ben, things.dock.tag);
    await ben.getByText('One scan waits for a network.').waitFor();
    await type(ben, things.stranger.tag);
    await ben.getByText('2 scans wait for a network.').waitFor();
    await picture(ben, 'scan-offline-phone');
    await ben.reload();
    await ben.getByText('2 scans wait for a network.').waitFor();
    await expectAccessible(ben, 'scanning without a network');
    await ben.context().setOffline(false);
    await list(ben)
      .filter({ hasText: `${things.dock.tag} · Dock` })
      .filter({ hasText: 'Found' })
      .waitFor({ timeout: 30_000 });
    await list(ben).filter({ hasText: 'Not expected here' }).filter({ hasText: 'belongs to Paris' }).waitFor();
    await carla.getByText('3 vus sur 3').waitFor();
    const { items } = await admin<{ items: Array<{ assetId: string }> }>('GET', `/audits/${audit.id}/scans?limit=200`);
    expect(items.filter(({ assetId }) => assetId === things.dock.id)).to.have.length(1);
  });

  it('tells a second reader who was first', async () => {
    await carla.goto(`${running.url}/scan?audit=${audit.id}`);
    await type(carla, things.dock.tag.toLowerCase());
    await list(carla).filter({ hasText: 'Déjà scanné' }).filter({ hasText: 'par Ben' }).waitFor();
    await type(carla, '4006381333931');
    await list(carla).filter({ hasText: 'Code inconnu' }).waitFor();
    await picture(carla, 'scan-desktop');
  });

  it('previews what the closing would set right, does it in one go, and takes it back', async () => {
    await carla.goto(`${running.url}/audits/${audit.name}`);
    await carla.getByRole('button', { name: /^Inattendus/ }).click();
    await carla.getByText('Laptop of Paris').waitFor();
    await expectAccessible(carla, 'a stock-take');
    await picture(carla, 'audit-desktop');
    await carla.getByRole('button', { name: 'Clore', exact: true }).click();
    const dialog = carla.getByRole('dialog');
    await dialog.getByText('Paris → Store room').waitFor();
    await expectAccessible(carla, 'closing a stock-take');
    await picture(carla, 'audit-closing-desktop');
    await dialog.getByRole('button', { name: 'Clore et corriger un appareil' }).click();
    await carla.getByText('Un appareil a été corrigé.').waitFor();
    const placeOf = async () => (await admin<{ location: { name: string } }>('GET', `/assets/${things.stranger.id}`)).location.name;
    expect(await placeOf()).to.equal('Store room');
    await carla.getByRole('button', { name: 'Rouvrir et annuler ses corrections' }).click();
    await carla.getByText('3 vus sur 3').waitFor();
    await until('the register as before', 10_000, async () => (await placeOf()) === 'Paris');
    const [report] = await Promise.all([carla.waitForEvent('download'), carla.getByRole('link', { name: 'Rapport (CSV)' }).click()]);
    const text = readFileSync(await report.path(), 'utf8');
    expect(text)
      .to.match(/^\ufeffNuméro;/)
      .and.include(`${things.dock.tag};Dock;Périphérique;;trouvé;Lyon > Store room`);
    await carla.goto(`${running.url}/audits`);
    await carla.getByText('3 vus sur 3').waitFor();
    await expectAccessible(carla, 'stock-takes');
    await picture(carla, 'audits-desktop');
  });

  it('hands out, takes back and looks up by scanning', async () => {
    await ben.goto(`${running.url}/scan?mode=check_out`);
    await type(ben, things.laptop.tag);
    await ben.getByText('Choose first who gets what you scan.').waitFor();
    await ben.getByRole('combobox', { name: 'Hand out to' }).fill('Ana');
    await ben.getByRole('option', { name: /Ana/ }).click();
    await type(ben, things.laptop.tag);
    await list(ben).filter({ hasText: 'Handed out' }).filter({ hasText: 'to Ana' }).waitFor();
    await expectAccessible(ben, 'handing out by scan');
    await ben.goto(`${running.url}/scan?mode=check_in`);
    await type(ben, `${running.url}/scan?place=${store.id}`);
    await ben.waitForFunction('document.querySelector(\'input[value="Store room"]\') !== null');
    await type(ben, things.laptop.tag);
    await list(ben).filter({ hasText: 'Taken back' }).filter({ hasText: 'from Ana' }).waitFor();
    await ben.goto(`${running.url}/scan`);
    await ben
      .locator('input[type=file]')
      .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await photoOf(`${running.url}/assets/${things.screen.tag}`) });
    await ben.getByRole('heading', { name: 'Screen 27' }).waitFor({ timeout: 20_000 });
  });

  it('uses the browser’s own reader where there is one', async () => {
    const page = await openPage(ben.context());
    await page.addInitScript(`window.BarcodeDetector = class {
      static getSupportedFormats = async () => ['qr_code', 'code_128'];
      detect = async () => [{ rawValue: '${things.dock.tag}' }];
    }`);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${running.url}/scan`);
    await page.getByRole('button', { name: 'Start the camera' }).click();
    await page.getByRole('heading', { name: 'Dock' }).waitFor({ timeout: 20_000 });
    expect(asked.filter((url) => /wasm|decoder-worker/.test(url))).to.deep.equal([]);
    await page.close();
  });

  it('says what to do where a camera is not allowed, and reads a photo there', async () => {
    // A name that is no address of this machine, without https: a phone in the office.
    const office = running.url.replace('127.0.0.1', 'office.example');
    const context = await openDevice(browser, 'phone', 'en-GB');
    const page = await openPage(context);
    await page.goto(`${office}/scan`);
    await page.getByLabel('E-mail address').fill('ana@example.org');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The camera needs an address that begins with https').waitFor();
    await expectAccessible(page, 'scanning without https');
    await expectNoSidewaysScroll(page, 'scanning without https');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await photoOf(`${office}/assets/${things.dock.tag}`) });
    await page.waitForURL(`${office}/assets/${things.dock.tag}`, { timeout: 20_000 });
    await context.close();
  });

  async function openPage(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(`${page.url()} ${error}`));
    return page;
  }

  it('prints labels as they were previewed', async () => {
    await carla.goto(`${running.url}/assets/${things.laptop.id}`);
    await carla.getByRole('link', { name: 'Sur planche ou ruban …' }).click();
    await carla.getByRole('img', { name: 'Une étiquette' }).waitFor();
    await carla.getByRole('combobox', { name: 'Ajouter un appareil' }).fill('Dock');
    await carla.getByRole('option', { name: /Dock/ }).click();
    await carla.getByRole('img', { name: '2 étiquettes' }).waitFor();
    await expectAccessible(carla, 'printing labels');
    await picture(carla, 'labels-desktop');
    const [pdf] = await Promise.all([carla.waitForEvent('download'), carla.getByRole('button', { name: 'Télécharger le PDF' }).click()]);
    const codes = await codesIn(browser, readFileSync(await pdf.path()));
    const expected = [things.laptop, things.dock].map(({ tag }) => `/assets/${tag}`);
    expect(codes.map((code) => new URL(code).pathname).toSorted()).to.deep.equal(expected);
    await carla.getByRole('combobox', { name: 'Papier' }).click();
    await carla.getByRole('option', { name: 'Mesures propres' }).click();
    await carla.getByLabel('Colonnes').fill('4');
    await carla.getByRole('alert').filter({ hasText: 'à droite' }).waitFor();
    expect(await carla.getByRole('button', { name: 'Télécharger le PDF' }).count()).to.equal(0);
    await carla.getByLabel('Colonnes').fill('3');
    await carla.getByRole('alert').waitFor({ state: 'detached' });
    await carla.getByRole('button', { name: 'Enregistrer comme modèle' }).click();
    await carla.getByLabel('Nom du modèle').fill('Planche de Lyon');
    await carla.getByLabel('Le proposer d’abord', { exact: false }).check();
    await carla.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await carla.getByText('Planche de Lyon est enregistré').waitFor();
    const { items } = await admin<{ items: Array<{ name: string; isDefault: boolean }> }>('GET', '/label-templates');
    expect(items[0]).to.include({ name: 'Planche de Lyon', isDefault: true });
  });
});
