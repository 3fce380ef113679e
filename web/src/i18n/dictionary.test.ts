import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const source = join(import.meta.dirname, '..');

/** Every sentence of a dictionary by its place; functions say where they stand too. */
function placesOf(words: object, at = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? placesOf(value, `${at}.${key}`) : `${at}.${key}`,
  );
}

const isDictionary = (value: unknown): value is { en: object; fr: object } =>
  typeof value === 'object' && value !== null && 'en' in value && 'fr' in value;

describe('dictionaries', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => /words\.ts$/.test(path));

  for (const file of files) {
    it(`${file} says everything in both languages`, async () => {
      const dictionaries = Object.values(await import(join(source, file))).filter(isDictionary);
      expect(dictionaries, 'dictionaries').not.to.be.empty;
      // The compiler checks named keys; tables keyed by any text are checked here.
      for (const { en, fr } of dictionaries) expect(placesOf(fr).sort()).to.deep.equal(placesOf(en).sort());
    });
  }
});
