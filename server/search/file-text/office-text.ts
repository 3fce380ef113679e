import { strFromU8, type UnzipFileInfo, unzipSync } from 'fflate';
import { decodeEntities } from './plain-text.ts';
import { Skipped } from './skipped.ts';

const maxPartBytes = 32 * 1024 * 1024;
const maxParts = 500;

/** The parts that hold words: Word, Excel and PowerPoint (ECMA-376), Writer, Calc and Impress (OpenDocument 1.3). */
const wordParts =
  /^(word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|xl\/sharedStrings\.xml|xl\/worksheets\/sheet\d+\.xml|ppt\/(slides|notesSlides)\/[^/]+\.xml|content\.xml)$/;

/** Tags after which another word begins; any other may stand in the middle of one. */
const breaks = /<(\/(w:p|a:p|si|c|text:p|text:h|table:table-cell)|w:tab|w:br|a:br|text:tab|text:s|text:line-break)\b[^>]*>/g;

/** The words of an Office or OpenDocument file. Throws for any other archive, and for one that unpacks to more than it should. */
export function readOffice(bytes: Buffer): string {
  const parts = unzipSync(bytes, { filter: wanted() });
  const names = Object.keys(parts).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (names.length === 0) throw new Skipped('format');
  return names.map((name) => wordsOfPart(name, strFromU8(parts[name] as Uint8Array))).join('\n');
}

/** Lets through parts with words while they stay within bounds. */
function wanted(): (file: UnzipFileInfo) => boolean {
  let total = 0;
  let count = 0;
  return ({ name, originalSize }) => {
    if (!wordParts.test(name)) return false;
    total += originalSize;
    count += 1;
    if (total > maxPartBytes || count > maxParts) throw new Skipped('tooLarge');
    return true;
  };
}

/** Of a sheet's cells only those that hold words themselves; numbers of rows in the shared list say nothing. */
function wordsOfPart(name: string, xml: string): string {
  const relevant = name.startsWith('xl/worksheets/') ? (xml.match(/<is>[\s\S]*?<\/is>/g) ?? []).join('\n') : xml;
  return decodeEntities(relevant.replace(breaks, '\n').replace(/<[^>]*>/g, ''));
}
