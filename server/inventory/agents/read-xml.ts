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

/**
 * Reads the XML of an agent as it comes: `REQUEST` with its words and `CONTENT` with sections. Entities of its own,
 * depth, and entries beyond the limits are refused; unwanted sections pass by.
 */
export function openXmlReader(limits: Limits): XmlReader {
  const message: RawMessage = { format: 'xml', query: '', deviceId: '', head: {}, sections: new Map() };
  const path: Open[] = [];
  let entries = 0;
  let skipping = 0;
  let sinceEvent = 0;
  let entryText = 0;
  const parser = new SaxesParser({ xmlns: false });

  const keepText = (text: string): void => {
    sinceEvent = 0;
    if (skipping > 0) return;
    const top = path.at(-1);
    if (!top) return;
    entryText += text.length;
    if (entryText > limits.maxEntryBytes) throw new DocumentFault('tooLarge', 'One entry is too large');
    top.text += text;
  };

  parser.on('doctype', () => {
    throw new DocumentFault('forbidden', 'A document type declaration is not taken');
  });
  parser.on('error', (error) => {
    throw new DocumentFault('unreadable', `It is no XML: ${error.message.slice(0, 200)}`);
  });
  parser.on('text', keepText);
  parser.on('cdata', keepText);
  parser.on('opentag', ({ name, attributes }) => {
    sinceEvent = 0;
    if (path.length + skipping >= limits.maxDepth) throw new DocumentFault('tooLarge', 'It lies too deep in itself');
    const lower = name.toLowerCase();
    if (path.length === 0 && lower !== 'request') throw new DocumentFault('unreadable', 'It is no message of an agent');
    const isUnwanted = (path.length === 2 && path[1]?.name === 'content' && !wantedSections.has(lower)) || secretNames.has(lower);
    if (skipping > 0 || isUnwanted) {
      skipping += 1;
      return;
    }
    if (path.length === 2) {
      entryText = 0;
      entries += 1;
      if (entries > limits.maxEntries) throw new DocumentFault('tooLarge', 'It has too many entries');
    }
    path.push({ name: lower, entry: attributesOf(attributes), text: '' });
  });
  parser.on('closetag', () => {
    sinceEvent = 0;
    if (skipping > 0) {
      skipping -= 1;
      return;
    }
    const done = path.pop() as Open;
    if (path.length === 1 && done.name !== 'content') keepHead(message, done);
    else if (path.length === 2 && path[1]?.name === 'content') keepSection(message, done);
    else if (path.length >= 2) addTo(path.at(-1) as Open, done);
  });

  return {
    write: (text) => {
      sinceEvent += text.length;
      if (sinceEvent > 2 * limits.maxEntryBytes) throw new DocumentFault('tooLarge', 'One value is too large');
      // Agents write what they read from firmware; characters that XML does not know are not worth losing a machine.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      parser.write(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd'));
    },
    close: () => {
      if (path.length > 0 || skipping > 0) throw new DocumentFault('truncated', 'It ends before its end');
      parser.close();
      return message;
    },
  };
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
