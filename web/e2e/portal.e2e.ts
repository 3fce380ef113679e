import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart, until } from '../../scripts/processes.ts';
import { mailPeer } from '../../server/notifications/testing-peers.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const password = 'une petite phrase';

/** What Ana does on her phone besides reporting: reads an answer, answers questions, decides and rates by mail. */
describe('an employee’s portal', function () {
  this.timeout(300_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let ana: Page;
  let peer: Awaited<ReturnType<typeof mailPeer>>;
  const faults: string[] = [];
  let admin: (method: string, path: string, body?: object) => Promise<{ id: string; items: Array<{ number: string; status: string }> }>;

  before(async () => {
    peer = await mailPeer();
    installation = newInstallation({ SMTP_URL: peer.url });
    await cli(installation, 'seed', 'demo');
    running = await startPart('all', installation);
    await employ();
    browser = await openBrowser();
    ana = await (await openDevice(browser, 'phone', 'fr-FR')).newPage();
    ana.on('pageerror', (error) => faults.push(String(error)));
    await ana.goto(running.url);
    await ana.getByLabel('Adresse e-mail').fill('ana@lumen.example');
    await ana.getByLabel('Mot de passe', { exact: true }).fill(password);
    await ana.getByRole('button', { name: 'Se connecter' }).click();
    await ana.getByRole('heading', { name: 'Bonjour Ana' }).waitFor();
  });

  after(async () => {
    await browser?.close();
    await running?.end();
    await peer?.close();
    installation?.remove();
  });

  // Quoted-printable, as mails are: soft line breaks go, and `=3D` is an equals sign.
  const plain = (mail: string): string => mail.replace(/=\r?\n/g, '').replaceAll('=3D', '=');

  async function employ(): Promise<void> {
    const token = await cli(installation, 'token', 'create', '--person', 'dominique.arnaud@lumen.example');
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    admin = async (method, path, body) => {
      const answer = await fetch(`${running.url}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return (await answer.json()) as never;
    };
    await admin('POST', '/people', {
      password,
      timeZone: 'Europe/Paris',
      name: 'Ana',
      email: 'ana@lumen.example',
      language: 'fr',
      role: 'employee',
    });
    await admin('POST', '/people', {
      password,
      timeZone: 'Europe/Paris',
      name: 'Carla',
      email: 'carla@lumen.example',
      language: 'en',
      role: 'lead',
    });
    const body = 'Éteignez l’économie d’énergie de la carte, puis reconnectez-vous.';
    await admin('POST', '/articles', { title: 'Le VPN se coupe toutes les heures', body, language: 'fr', isPublished: true });
    const places = [
      { value: 'home', label: { en: 'At home', fr: 'Chez moi' } },
      { value: 'office', label: { en: 'At the office', fr: 'Au bureau' } },
    ];
    const place = {
      key: 'place',
      label: { en: 'Where are you?', fr: 'Où êtes-vous ?' },
      type: 'choice',
      isRequired: true,
      options: places,
    };
    const floor = {
      key: 'floor',
      label: { en: 'Which floor?', fr: 'Quel étage ?' },
      type: 'number',
      isRequired: true,
      showWhen: { key: 'place', equals: 'office' },
    };
    await admin('POST', '/services', { name: 'Déménagement de poste', form: [place, floor] });
  }

  const mine = async () => (await admin('GET', '/incidents?q=d%C3%A9m%C3%A9nager')).items;
  /** The address behind a link of the newest mail that has one. */
  const linkIn = async (pattern: RegExp): Promise<string> => {
    const found = await until('a mail with the link', 30_000, async () =>
      peer.mails.map((mail) => pattern.exec(plain(mail))?.[0]).findLast(Boolean),
    );
    return found.replace(/^https?:\/\/[^/]+/, running.url);
  };

  it('answers before anything is sent', async () => {
    await ana.goto(`${running.url}/new`);
    await ana.getByLabel('En une ligne').fill('Mon VPN se coupe sans arrêt');
    await ana.getByText('Le VPN se coupe toutes les heures').click();
    await ana.getByText('Éteignez l’économie').waitFor();
    await expectAccessible(ana, 'a known answer');
    await expectNoSidewaysScroll(ana, 'a known answer');
    await picture(ana, 'known-answer-phone');
    await ana.getByRole('button', { name: 'C’est résolu' }).click();
    await ana.getByRole('heading', { name: 'Bonjour Ana' }).waitFor();
    expect((await admin('GET', '/incidents?q=VPN%20sans%20arr%C3%AAt')).items).to.deep.equal([]);
    await ana.goto(`${running.url}/new`);
    expect(await ana.getByLabel('En une ligne').inputValue()).to.equal('');
  });

  it('asks what the service needs to know, and says what is missing at its place', async () => {
    await ana.getByLabel('En une ligne').fill('Déménager mon bureau');
    await ana.getByLabel('De quoi s’agit-il').selectOption({ label: 'Déménagement de poste' });
    await ana.getByRole('button', { name: 'Envoyer' }).click();
    await ana.locator('[aria-invalid="true"]').first().waitFor();
    await ana.getByLabel('Où êtes-vous ?').selectOption({ label: 'Au bureau' });
    await ana.getByLabel('Quel étage ?').fill('3');
    await expectAccessible(ana, 'questions of a service');
    await expectNoSidewaysScroll(ana, 'questions of a service');
    await ana.getByRole('button', { name: 'Envoyer' }).click();
    await ana.getByText('Quel étage ?').waitFor();
    await ana.getByText('Au bureau').waitFor();
  });

  it('closes by the link of the mail, on a click and not on being opened', async () => {
    const number = (await mine())[0]?.number;
    await admin('PUT', `/incidents/${number}/resolution`, { code: 'fixed', note: 'Le bureau est au troisième.' });
    const link = await linkIn(/https?:\/\/[^\s"]+\/answer\/[^\s"?]+\?choice=confirm/);
    await ana.context().clearCookies();
    await ana.goto(link);
    await ana.getByRole('heading', { name: 'Est-ce résolu ?' }).waitFor();
    expect((await mine())[0]?.status).to.equal('resolved');
    await expectAccessible(ana, 'the page of a mail’s link');
    await expectNoSidewaysScroll(ana, 'the page of a mail’s link');
    await picture(ana, 'confirm-phone');
    await ana.getByRole('button', { name: 'Oui, c’est résolu' }).click();
    await ana.getByText('Merci. Il est clos.').waitFor();
    expect((await mine())[0]?.status).to.equal('closed');
  });

  it('rates by the link of the mail that asks', async () => {
    const link = await linkIn(/https?:\/\/[^\s"]+\/rate\/[^\s"?]+\?rating=4/);
    await ana.goto(link);
    await ana.getByRole('radio', { name: 'Content', exact: true }).waitFor({ state: 'attached' });
    await expectAccessible(ana, 'rating');
    await picture(ana, 'rate-phone');
    await ana.getByLabel('Voulez-vous nous dire quelque chose ?').fill('Rapide');
    await ana.getByRole('button', { name: 'Envoyer' }).click();
    await ana.getByText('Merci. Cela nous aide.').waitFor();
    const said = (await admin('GET', '/satisfaction')) as unknown as { items: Array<{ rating: number; comment: string }> };
    expect(said.items[0]).to.deep.include({ rating: 4, comment: 'Rapide' });
  });

  it('shows those who work on it what was answered and said', async () => {
    const carla = await (await openDevice(browser, 'desktop', 'en-GB')).newPage();
    carla.on('pageerror', (error) => faults.push(String(error)));
    await carla.goto(running.url);
    await carla.getByLabel('E-mail address').fill('carla@lumen.example');
    await carla.getByLabel('Password', { exact: true }).fill(password);
    await carla.getByRole('button', { name: 'Sign in' }).click();
    await carla.locator('#content').waitFor();
    await carla.goto(`${running.url}/incidents/${(await mine())[0]?.number}`);
    await carla.getByText('Which floor?').waitFor();
    await carla.getByText('Rapide').waitFor();
    for (const [path, words] of [
      ['/reports/satisfaction', 'Rapide'],
      ['/reports/targets', 'Promises'],
      ['/reports/flow', 'Flow'],
      ['/admin/rules', 'Routing rules'],
      ['/admin/search', 'What the search cannot read'],
      ['/answers', 'Le VPN se coupe'],
    ] as const) {
      await carla.goto(running.url + path);
      await carla.getByText(words).first().waitFor();
      await expectAccessible(carla, path);
      await picture(carla, `${path.slice(1).replace('/', '-')}-desktop`);
    }
    await carla.goto(`${running.url}/admin/rules`);
    await carla.getByRole('button', { name: 'Add a rule' }).click();
    const dialog = carla.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Moves');
    await dialog.getByRole('textbox', { name: 'Words in it' }).fill('déménager');
    await dialog.getByRole('combobox', { name: 'Technician' }).click();
    await carla.getByRole('option', { name: 'Carla' }).click();
    await dialog.getByRole('button', { name: 'Try it on the last 30 days' }).click();
    await dialog.getByText(/It would have acted 1 times/).waitFor();
    await expectAccessible(carla, 'a rule');
    await picture(carla, 'rule-desktop');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await carla.getByRole('heading', { name: 'Moves' }).waitFor();
  });

  it('says so when a link has ended, and threw no error', async () => {
    await ana.goto(`${running.url}/answer/nothing.at-all`);
    await ana.getByText('Ce lien ne fonctionne plus').waitFor();
    expect(faults).to.deep.equal([]);
  });
});
