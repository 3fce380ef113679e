import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart } from '../../scripts/processes.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const title = 'L’imprimante du 2ᵉ étage froisse le papier';
const password = 'une petite phrase';

/** Ana reports from her phone, in French, with a photo; Ben sees it come in on his desktop, works on it and solves it. */
describe('an incident from a phone to its solution', function () {
  this.timeout(300_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let phone: BrowserContext;
  let desktop: BrowserContext;
  let ana: Page;
  let ben: Page;
  let number = '';
  let office = '';
  let send: Send;
  const faults: string[] = [];

  before(async () => {
    installation = newInstallation();
    await cli(installation, 'seed', 'demo');
    running = await startPart('all', installation);
    office = running.url.replace('127.0.0.1', 'office.example');
    send = await employ(installation, running.url);
    browser = await openBrowser();
    phone = await openDevice(browser, 'phone', 'fr-FR');
    desktop = await openDevice(browser, 'desktop', 'en-GB');
    ana = await phone.newPage();
    ben = await desktop.newPage();
    for (const page of [ana, ben]) page.on('pageerror', (error) => faults.push(String(error)));
  });

  after(async () => {
    await browser?.close();
    await running?.end();
    installation?.remove();
  });

  it('Ana signs in on her phone, in French', async () => {
    await ana.goto(office);
    await ana.getByRole('heading', { name: 'Se connecter' }).waitFor();
    await expectAccessible(ana, 'sign-in');
    await picture(ana, 'sign-in-phone');
    await signIn(ana, 'ana@lumen.example', ['Adresse e-mail', 'Mot de passe', 'Se connecter']);
    await ana.getByRole('heading', { name: 'Bonjour Ana' }).waitFor();
    await expectAccessible(ana, 'my incidents');
    await expectNoSidewaysScroll(ana, 'my incidents');
  });

  it('Ben has the live queue before him', async () => {
    await ben.goto(running.url);
    await signIn(ben, 'ben@lumen.example', ['E-mail address', 'Password', 'Sign in']);
    await ben.goto(`${running.url}/incidents`);
    await ben.getByRole('heading', { level: 1 }).first().waitFor();
    await ben
      .getByText(/INC-\d+/)
      .first()
      .waitFor();
  });

  it('Ana reports with a photo, and Ben sees it within a second without reloading', async () => {
    await ana.goto(`${office}/new`);
    await ana.getByLabel('En une ligne').fill(title);
    await ana.getByLabel('Dites-en plus').fill('Une feuille sur trois, surtout en recto verso.');
    await ana
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await photo(browser) });
    await ana.getByText('Mon équipe').click();
    await expectAccessible(ana, 'reporting');
    await expectNoSidewaysScroll(ana, 'reporting');
    await picture(ana, 'file-phone');
    const filed = ana.waitForResponse((response) => response.url().endsWith('/api/v1/incidents') && response.request().method() === 'POST');
    const seen = ben.getByText(title).first().waitFor({ timeout: 15_000 });
    await ana.getByRole('button', { name: 'Envoyer' }).click();
    const answer = await filed;
    const filedAt = Date.now();
    number = ((await answer.json()) as { number: string }).number;
    await seen;
    // A second on a quiet machine; a busy one has two browsers, the server and the tests on the same cores.
    expect(Date.now() - filedAt, 'milliseconds until Ben saw it').to.be.below(2500);
    await ana.waitForURL(`**/incidents/${number}`);
    await ana.getByText(number).first().waitFor();
    await expectAccessible(ana, 'my incident');
    await expectNoSidewaysScroll(ana, 'my incident');
    await picture(ana, 'incident-phone');
  });

  it('Ben takes it and answers; Ana reads the answer without reloading, and never the note', async () => {
    await expectAccessible(ben, 'queue');
    await picture(ben, 'queue-desktop');
    await ben.getByRole('link', { name: title }).first().click();
    await ben.getByRole('heading', { name: title }).waitFor();
    await ben.getByRole('button', { name: 'Take it' }).click();
    await ben.getByText('It is yours').first().waitFor();
    await ben.getByLabel('Answer Ana').fill('Je passe cet après-midi.');
    await ben.getByRole('button', { name: 'Send', exact: true }).click();
    await ana.getByText('Je passe cet après-midi.').waitFor({ timeout: 5000 });
    await ben.getByText('Internal note', { exact: true }).click();
    await ben.getByLabel('Write an internal note').fill('Rouleau d’entraînement usé.');
    await ben.getByRole('button', { name: 'Add the note' }).click();
    await ben.locator('main').getByText('Rouleau d’entraînement usé.').first().waitFor();
    await expectAccessible(ben, 'incident');
    await picture(ben, 'incident-desktop');
    expect(await ana.getByText('Rouleau d’entraînement usé.').count(), 'Ana sees the internal note').to.equal(0);
  });

  it('Ben is told when somebody was faster, loses nothing that he typed, and resolves', async () => {
    await ben.getByRole('button', { name: 'Resolve', exact: true }).click();
    const dialog = ben.getByRole('dialog');
    await dialog.getByLabel('What was done').fill('Rouleau remplacé.');
    await expectAccessible(ben, 'resolve dialog');
    await send('PATCH', `/incidents/${number}`, { urgency: 'high' });
    await dialog.getByRole('button', { name: 'Resolve', exact: true }).click();
    await ben.getByText('Somebody was faster').waitFor();
    await ben.getByRole('button', { name: 'Do it all the same' }).click();
    await ben.getByText('Resolved', { exact: true }).first().waitFor();
    await ana.getByText('Rouleau remplacé.').first().waitFor({ timeout: 5000 });
  });

  it('Ana confirms that it works', async () => {
    await expectAccessible(ana, 'my solved incident');
    await picture(ana, 'solved-phone');
    await ana.getByRole('button', { name: 'Oui, cela fonctionne' }).click();
    await ana.getByText('Merci. L’incident est clos.').waitFor();
    const incident = await send('GET', `/incidents/${number}`);
    expect(incident.status).to.equal('closed');
  });

  it('Ana scans the labels of her screen and of another, and reports a problem with each', async () => {
    const [hers, other] = await Promise.all(
      ['Écran 27"', 'Écran 24"'].map((name) => send('POST', '/assets', { kind: 'peripheral', name })),
    );
    const { items } = await send('GET', '/people?q=ana@lumen.example');
    await send('PUT', `/assets/${hers.id}/check-out`, { personId: items[0].id });
    await ana.goto(`${office}/assets/${hers.tag}`);
    await ana.getByRole('heading', { level: 1, name: 'Écran 27"' }).waitFor();
    await expectAccessible(ana, 'my scanned device');
    await expectNoSidewaysScroll(ana, 'my scanned device');
    await ana.getByRole('link', { name: 'Signaler un problème avec cet appareil' }).click();
    await ana.locator(`select:has(option[value="${hers.id}"]:checked)`).waitFor();
    await ana.goto(`${office}/assets/${other.tag}`);
    await ana.getByRole('heading', { level: 1, name: 'Cet appareil n’est pas le vôtre' }).waitFor();
    expect(await ana.getByText('Écran 24"').count(), 'Ana reads what another device is').to.equal(0);
    await expectAccessible(ana, 'another scanned device');
    await expectNoSidewaysScroll(ana, 'another scanned device');
    await ana.getByRole('link', { name: `Signaler un problème avec ${other.tag}` }).click();
    await ana.getByLabel('En une ligne').waitFor();
    expect(await ana.getByLabel('Dites-en plus').inputValue()).to.equal(`Il s’agit de l’appareil ${other.tag}.`);
    expect(await ana.locator(`select:has(option[value="${hers.id}"]:checked)`).count()).to.equal(0);
    await expectNoSidewaysScroll(ana, 'reporting about another device');
  });

  it('the other pages hold on a desktop and on a phone', async () => {
    for (const [name, path] of Object.entries({ devices: '/assets', backups: '/backups' })) {
      await ben.goto(running.url + path);
      await ben.getByRole('heading', { level: 1 }).first().waitFor();
      await ben.waitForLoadState('networkidle').catch(() => {});
      await expectAccessible(ben, name);
      await picture(ben, `${name}-desktop`);
    }
    await ana.goto(`${office}/devices`);
    await ana.getByRole('heading', { name: 'Mes appareils' }).waitFor();
    await expectAccessible(ana, 'my devices');
    await expectNoSidewaysScroll(ana, 'my devices');
  });

  it('no page threw an error', () => {
    expect(faults).to.deep.equal([]);
  });
});

async function signIn(page: Page, email: string, [emailLabel, passwordLabel, button]: [string, string, string]): Promise<void> {
  await page.getByLabel(emailLabel).fill(email);
  await page.getByLabel(passwordLabel, { exact: true }).fill(password);
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/v1/session'));
  await page.getByRole('button', { name: button }).click();
  expect((await answered).status()).to.equal(201);
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, looked into freely
type Send = (method: string, path: string, body?: object) => Promise<any>;

/** Ana and Ben join the demo company; answers a way to act as its administrator. */
async function employ(installation: Installation, url: string): Promise<Send> {
  const token = await cli(installation, 'token', 'create', '--person', 'dominique.arnaud@lumen.example');
  const send: Send = async (method, path, body) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.json();
  };
  const shared = { password, timeZone: 'Europe/Paris' };
  await send('POST', '/people', { ...shared, name: 'Ana', email: 'ana@lumen.example', language: 'fr', role: 'employee' });
  const ben = await send('POST', '/people', { ...shared, name: 'Ben', email: 'ben@lumen.example', language: 'en', role: 'technician' });
  const groups: { items: Array<{ id: string; isDefault: boolean; members: Array<{ id: string }> }> } = await send('GET', '/support-groups');
  const desk = groups.items.find(({ isDefault }) => isDefault);
  await send('PATCH', `/support-groups/${desk?.id}`, { memberIds: [...(desk?.members ?? []).map(({ id }) => id), ben.id] });
  return send;
}

/** A picture as a phone would take it: here, of a page. */
async function photo(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 400, height: 300 } });
  await page.setContent(
    '<body style="background:linear-gradient(#ddd,#778);font:40px sans-serif;padding:60px">▤ ▤ ▤<br>papier froissé</body>',
  );
  const picture = await page.screenshot();
  await page.close();
  return picture;
}
