import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cli, type Installation, newInstallation, type Running, startPart, until } from '../../scripts/processes.ts';
import { expectAccessible, expectNoSidewaysScroll, openBrowser, openDevice, picture } from './browser.ts';

const password = 'une petite phrase';
const people = [
  ['Ana', 'employee'],
  ['Ben', 'technician'],
  ['Carla', 'lead'],
] as const;

/** Two technicians and their devices at one incident: who is there, who writes, and whose words stand. */
describe('two people at one incident', function () {
  this.timeout(300_000);
  let installation: Installation;
  let running: Running;
  let browser: Browser;
  let ben: Page;
  let carla: Page;
  let admin: (method: string, path: string, body?: object) => Promise<{ id: string; number: string; version: number }>;
  let number: string;
  const faults: string[] = [];

  const open = async (name: string, device: 'desktop' | 'phone' = 'desktop'): Promise<Page> => {
    const context = await openDevice(browser, device, 'en-GB');
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(`${name}: ${error}`));
    await page.goto(running.url);
    await page.getByLabel('E-mail address').fill(`${name.toLowerCase()}@lumen.example`);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('#content').waitFor();
    return page;
  };
  const at = async (page: Page): Promise<void> => {
    await page.goto(`${running.url}/incidents/${number}`);
    await page.locator('.composer textarea').waitFor();
  };
  const field = (page: Page) => page.locator('.composer textarea');
  const offline = (page: Page, is: boolean) => (page.context() as BrowserContext).setOffline(is);

  before(async () => {
    installation = newInstallation();
    await cli(installation, 'seed', 'demo');
    running = await startPart('all', installation);
    const token = await cli(installation, 'token', 'create', '--person', 'dominique.arnaud@lumen.example');
    admin = async (method, path, body) => {
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
      const answer = await fetch(`${running.url}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return (await answer.json()) as never;
    };
    const ids: Record<string, string> = {};
    for (const [name, role] of people) {
      const person = { password, timeZone: 'Europe/Paris', name, email: `${name.toLowerCase()}@lumen.example`, language: 'en', role };
      ids[name] = (await admin('POST', '/people', person)).id;
    }
    const actions = [
      { type: 'comment', texts: { en: 'Hello {{requester.firstName}}, please restart it.' } },
      { type: 'assign', technicianId: 'me' },
      { type: 'pend', reason: 'Waiting for a restart' },
    ];
    await admin('POST', '/macros', { name: 'Ask for a restart', actions });
    await admin('POST', '/canned-answers', { name: 'Clean it', shortcut: 'clean', texts: { en: 'Clean it, {{requester.firstName}}.' } });
    const filing = { title: 'The scanner hums', description: 'It **hums** all day.', requesterId: ids['Ana'] };
    number = (await admin('POST', '/incidents', filing)).number;
    browser = await openBrowser();
    [ben, carla] = [await open('Ben'), await open('Carla')];
    await at(ben);
    await at(carla);
  });

  after(async () => {
    await browser?.close();
    await running?.end();
    installation?.remove();
  });

  it('see each other look, write and leave', async () => {
    await ben.getByText('Carla is looking at this too').waitFor();
    await field(carla).fill('Have you tried');
    await ben.getByText('Carla is writing an answer right now').first().waitFor();
    await field(ben).fill('I would');
    await ben.locator('.collision').waitFor();
    await carla.locator('.presence', { hasText: 'Ben is writing an answer right now' }).waitFor();
    await expectAccessible(ben, 'incident');
    await picture(ben, 'incident-desktop');
    await field(ben).fill('');
    await carla.goto(`${running.url}/incidents`);
    await ben.locator('.presence-faces').waitFor({ state: 'detached' });
  });

  it('find their draft on another device, and are asked when both wrote', async () => {
    await field(ben).fill('From the laptop');
    await ben.getByText('Draft saved on all your devices').waitFor();
    const phone = await open('Ben', 'phone');
    await at(phone);
    await until('the draft on the phone', 10_000, async () => (await field(phone).inputValue()) === 'From the laptop');
    await expectNoSidewaysScroll(phone, 'incident on a phone');
    await offline(phone, true);
    await field(phone).fill('From the train');
    await field(ben).fill('From the laptop, again');
    await ben.getByText('Draft saved on all your devices').waitFor();
    await offline(phone, false);
    await phone.getByText('You wrote something else on another device').waitFor();
    await expectAccessible(phone, 'two drafts');
    await phone.getByRole('button', { name: 'Take both' }).click();
    await until('both drafts on the laptop', 10_000, async () => /laptop, again\s+From the train/.test(await field(ben).inputValue()));
    await phone.context().close();
  });

  it('send without a network what goes later, once', async () => {
    await field(ben).fill('Sent from the cellar');
    await offline(ben, true);
    await ben.getByRole('button', { name: 'Send', exact: true }).click();
    await ben.getByText('Waits for the network').waitFor();
    expect(await field(ben).inputValue()).to.equal('');
    await offline(ben, false);
    await ben.locator('.thread:not(.outgoing) .letter', { hasText: 'Sent from the cellar' }).waitFor();
    await ben.locator('.thread.outgoing').waitFor({ state: 'detached' });
    expect(await ben.locator('.letter', { hasText: 'Sent from the cellar' }).count()).to.equal(1);
  });

  it('mention each other, and find answers by a shortcut', async () => {
    await ben.locator('h2').first().click();
    await ben.keyboard.press('n');
    await ben.getByLabel('Write an internal note').waitFor();
    await field(ben).pressSequentially('@Car');
    await ben.getByRole('option', { name: /Carla/ }).waitFor();
    await field(ben).press('Enter');
    await field(ben).pressSequentially('can you look?');
    await field(ben).press('Control+Enter');
    await ben.locator('.letter .mention', { hasText: '@Carla' }).waitFor();
    await field(ben).blur();
    await ben.keyboard.press('c');
    await ben.getByLabel('Answer Ana').waitFor();
    await field(ben).pressSequentially('/cle');
    await ben.getByRole('option', { name: /clean/ }).click();
    expect(await field(ben).inputValue()).to.equal('Clean it, Ana.');
    await field(ben).fill('');
  });

  it('correct their words, and a lead takes them back', async () => {
    const letter = ben.locator('.letter', { hasText: 'Sent from the cellar' });
    await letter.getByRole('button', { name: /What to do/ }).click();
    await ben.getByRole('menuitem', { name: 'Correct' }).click();
    await ben.getByLabel('Correct').fill('Sent from the attic');
    await ben.getByRole('button', { name: 'Save the correction' }).click();
    await ben.locator('.letter', { hasText: 'Sent from the attic' }).getByText('corrected').waitFor();
    await at(carla);
    await carla
      .locator('.letter', { hasText: 'attic' })
      .getByRole('button', { name: /What to do/ })
      .click();
    await carla.getByRole('menuitem', { name: 'Take back' }).click();
    await carla.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await ben.getByText('Carla took this message back.').waitFor();
  });

  it('edit the title at once: one is shown both and chooses', async () => {
    await ben.locator('h2').first().click();
    await ben.keyboard.press('e');
    await ben.getByLabel('Title').fill('The scanner hums in A');
    const now = await admin('GET', `/incidents/${number}`);
    await admin('PATCH', `/incidents/${now.id}`, { title: 'The scanner on floor 2 hums' });
    await ben.getByLabel('Title').press('Enter');
    await ben.getByText('Somebody changed the same words').waitFor();
    await ben.getByRole('button', { name: 'Put mine in its place' }).click();
    await carla.getByRole('heading', { name: 'The scanner hums in A' }).waitFor();
  });

  it('change another field meanwhile without a question', async () => {
    await ben.getByRole('heading', { name: 'The scanner hums in A' }).waitFor();
    await ben.keyboard.press('e');
    await ben.getByLabel('Title').fill('The scanner hums');
    const now = await admin('GET', `/incidents/${number}`);
    await admin('PATCH', `/incidents/${now.id}`, { urgency: 'high' });
    await ben.getByLabel('Title').press('Enter');
    await carla.getByRole('heading', { name: 'The scanner hums', exact: true }).waitFor();
  });

  it('use a macro and undo it', async () => {
    await ben.locator('h2').first().click();
    await ben.keyboard.press('m');
    const dialog = ben.getByRole('dialog');
    await dialog.getByText('Put on hold: Waiting for a restart').waitFor();
    await expectAccessible(ben, 'macros');
    await dialog.getByRole('button', { name: 'Do it' }).click();
    await ben.locator('.letter', { hasText: 'Hello Ana, please restart it.' }).waitFor();
    await carla.locator('.marks').getByText('On hold', { exact: true }).waitFor();
    // Offers to undo what was done before may still stand; the newest is below them.
    await ben.locator('.toast').last().getByRole('button', { name: 'Undo' }).click();
    await ben.getByText('Ben took this message back.').waitFor();
    await ben.locator('.marks').getByText('On hold', { exact: true }).waitFor({ state: 'detached' });
  });

  it('tick a list, log time and do everything from the palette', async () => {
    await ben.locator('h2').first().click();
    await ben.keyboard.press('l');
    await ben.keyboard.type('Call the vendor');
    await ben.keyboard.press('Enter');
    await carla.getByRole('checkbox', { name: 'Call the vendor' }).check();
    await ben.getByText('1 of 1 done').waitFor();
    await ben.keyboard.press('Escape');
    await ben.keyboard.press('Control+k');
    await ben.getByPlaceholder(/type a command/).fill('log time');
    await ben.keyboard.press('Enter');
    await ben.getByRole('dialog').getByRole('button', { name: '30', exact: true }).click();
    await ben.getByRole('dialog').getByRole('button', { name: 'Log time' }).click();
    await carla.locator('.side').getByText('30 min').first().waitFor();
    await ben.getByRole('dialog').waitFor({ state: 'detached' });
    await ben.keyboard.press('?');
    await ben.getByRole('dialog').getByText('Use a macro').waitFor();
    await expectAccessible(ben, 'shortcuts');
    await ben.keyboard.press('Escape');
  });

  it('keep macros in the administration', async () => {
    await carla.goto(`${running.url}/admin/macros`);
    await carla.getByRole('button', { name: 'Edit Ask for a restart' }).click();
    await carla.getByRole('dialog').getByLabel('In English').fill('{{nobody}}');
    await carla.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await carla
      .getByText(/does not know|unknown|inconnue/i)
      .first()
      .waitFor();
    await expectAccessible(carla, 'macro editor');
    await picture(carla, 'macro-editor-desktop');
  });

  it('left no error in the pages', () => {
    expect(faults).to.deep.equal([]);
  });
});
