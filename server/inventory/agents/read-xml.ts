import { type SaxesAttributeNS, SaxesParser } from 'saxes';
import { DocumentFault } from './document-fault.ts';
import { type Entry, type EntryValue, type RawMessage, secretNames, wantedSections } from './raw-message.ts';
import type { Limits } from './unpack.ts';

/** An element that is being read; null where nothing of it is kept. */
interface Open {
  name: string;
  entry: Entry | null;
  text: string;
}

export interface XmlReader {
  write(text: string): void;
  close(): RawMessage;
}

/** How far the reading is. */
interface Progress {
  message: RawMessage;
  path: Open[];
  /** Elements that are open within one that nobody wants. */
  skipping: number;
  entries: number;
  /** Characters of the entry that is read. */
  entrySize: number;
  /** Characters since anything was made of them. */
  unusedSize: number;
  limits: Limits;
}

/**
 * Reads the XML of an agent as it comes: `REQUEST` with its words and `CONTENT` with sections. Entities of its own,
 * depth, and entries beyond the limits are refused; unwanted sections pass by.
 */
export function openXmlReader(limits: Limits): XmlReader {
  const message: RawMessage = { format: 'xml', query: '', deviceId: '', head: {}, sections: new Map() };
  const progress: Progress = { message, path: [], skipping: 0, entries: 0, entrySize: 0, unusedSize: 0, limits };
  const parser = new SaxesParser({ xmlns: false });
  parser.on('doctype', () => {
    throw new DocumentFault('forbidden', 'A document type declaration is not taken');
  });
  parser.on('error', (error) => {
    throw new DocumentFault('unreadable', `It is no XML: ${error.message.slice(0, 200)}`);
  });
  parser.on('text', (text) => keepText(progress, text));
  parser.on('cdata', (text) => keepText(progress, text));
  parser.on('opentag', ({ name, attributes }) => openElement(progress, name.toLowerCase(), attributes));
  parser.on('closetag', () => closeElement(progress));
  return {
    write: (text) => {
      progress.unusedSize += text.length;
      if (progress.unusedSize > 2 * limits.maxEntryBytes) throw new DocumentFault('tooLarge', 'One value is too large');
      // Agents write what they read from firmware; characters that XML does not know are not worth losing a machine.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      parser.write(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd'));
    },
    close: () => {
      if (progress.path.length > 0 || progress.skipping > 0) throw new DocumentFault('truncated', 'It ends before its end');
      parser.close();
      return message;
    },
  };
}

function keepText(progress: Progress, text: string): void {
  progress.unusedSize = 0;
  const top = progress.path.at(-1);
  if (progress.skipping > 0 || !top) return;
  progress.entrySize += text.length;
  if (progress.entrySize > progress.limits.maxEntryBytes) throw new DocumentFault('tooLarge', 'One entry is too large');
  top.text += text;
}

function openElement(progress: Progress, name: string, attributes: Parameters<typeof attributesOf>[0]): void {
  const { path, limits } = progress;
  progress.unusedSize = 0;
  if (path.length + progress.skipping >= limits.maxDepth) throw new DocumentFault('tooLarge', 'It lies too deep in itself');
  if (path.length === 0 && name !== 'request') throw new DocumentFault('unreadable', 'It is no message of an agent');
  const isUnwanted = (path.length === 2 && path[1]?.name === 'content' && !wantedSections.has(name)) || secretNames.has(name);
  if (progress.skipping > 0 || isUnwanted) {
    progress.skipping += 1;
    return;
  }
  if (path.length === 2) {
    progress.entrySize = 0;
    progress.entries += 1;
    if (progress.entries > limits.maxEntries) throw new DocumentFault('tooLarge', 'It has too many entries');
  }
  path.push({ name, entry: attributesOf(attributes), text: '' });
}

function closeElement(progress: Progress): void {
  const { path, message } = progress;
  progress.unusedSize = 0;
  if (progress.skipping > 0) {
    progress.skipping -= 1;
    return;
  }
  const done = path.pop() as Open;
  if (path.length === 1 && done.name !== 'content') keepHead(message, done);
  else if (path.length === 2 && path[1]?.name === 'content') keepSection(message, done);
  else if (path.length >= 2) addTo(path.at(-1) as Open, done);
}

function attributesOf(attributes: Record<string, string> | Record<string, SaxesAttributeNS>): Entry | null {
  const names = Object.keys(attributes);
  if (names.length === 0) return null;
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), attributes[name] as string]));
}

const contentOf = (done: Open): EntryValue => done.entry ?? done.text;

function addTo(parent: Open, done: Open): void {
  parent.entry ??= {};
  const there = Object.hasOwn(parent.entry, done.name) ? parent.entry[done.name] : undefined;
  if (done.name === '__proto__') return;
  if (there === undefined) parent.entry[done.name] = contentOf(done);
  else if (Array.isArray(there)) there.push(contentOf(done));
  else parent.entry[done.name] = [there, contentOf(done)];
}

function keepHead(message: RawMessage, done: Open): void {
  if (done.name === 'deviceid') message.deviceId = done.text.trim();
  else if (done.name === 'query') message.query = done.text.trim();
  else if (done.name !== '__proto__') message.head[done.name] = contentOf(done);
}

function keepSection(message: RawMessage, done: Open): void {
  const entry = done.entry ?? (done.text.trim() === '' ? {} : { value: done.text });
  const list = message.sections.get(done.name);
  if (list) list.push(entry);
  else message.sections.set(done.name, [entry]);
}
