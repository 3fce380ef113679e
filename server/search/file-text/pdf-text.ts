import { extractText, getDocumentProxy } from 'unpdf';
import { Skipped } from './skipped.ts';

const maxPages = 2000;

/** The words of a PDF; of a scan there are none. Throws when it wants a password. */
export async function readPdf(bytes: Buffer): Promise<string> {
  const document = await open(bytes);
  if (document.numPages > maxPages) throw new Skipped('tooLarge');
  const { text } = await extractText(document, { mergePages: true });
  return text;
}

async function open(bytes: Buffer) {
  try {
    return await getDocumentProxy(new Uint8Array(bytes));
  } catch (error) {
    throw new Skipped((error as Error).name === 'PasswordException' ? 'locked' : 'damaged');
  }
}
