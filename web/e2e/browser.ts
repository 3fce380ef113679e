import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { projectRoot } from '../../scripts/project-root.ts';

const screenshots = join(projectRoot, 'docs/screenshots');

const devices = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
} as const;

/** Starts the Chromium of this machine, with more arguments if asked; it asks nobody on the network for anything. */
export function openBrowser(more: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['TEST_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A name that is not this machine's own: plain http there is what a phone in the office gets, without a secure context.
      '--host-resolver-rules=MAP office.example 127.0.0.1',
      ...more,
    ],
  });
}

/** A person's own browser: their device, language and preference of light or dark. */
export function openDevice(browser: Browser, device: keyof typeof devices, locale: 'fr-FR' | 'en-GB'): Promise<BrowserContext> {
  return browser.newContext({ ...devices[device], locale, timezoneId: 'Europe/Paris', colorScheme: 'light' });
}

/** With SCREENSHOTS=true, puts pictures of the page into docs/screenshots, in light and in dark. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] !== 'true') return;
  mkdirSync(screenshots, { recursive: true });
  await inBothSchemes(page, async (scheme) => {
    await page.screenshot({ path: join(screenshots, `${name}-${scheme}.png`), animations: 'disabled' });
  });
}

async function inBothSchemes(page: Page, look: (scheme: 'light' | 'dark') => Promise<void>): Promise<void> {
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
    await settled(page);
    await look(scheme);
  }
}

/** Waits until fonts are there, colours have stopped changing and a frame was drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
}

/** Fails when axe finds something serious or critical by WCAG 2.2 AA, in light or in dark. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // At its end the page's sticky bar is in its place and covers nothing.
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await inBothSchemes(page, async (scheme) => {
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n  ')}`);
    expect(serious, `${where} (${scheme})`).to.deep.equal([]);
  });
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** Fails when the page can be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page, where: string): Promise<void> {
  // On a phone the page scrolls inside the shell, between its bars.
  const excess = await page.evaluate(() => {
    const scrollers = [document.documentElement, document.getElementById('content') ?? document.documentElement];
    return Math.max(...scrollers.map((each) => each.scrollWidth - each.clientWidth));
  });
  expect(excess, `${where}: wider than the screen by`).to.equal(0);
}
