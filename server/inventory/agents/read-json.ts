import { DocumentFault } from './document-fault.ts';
import { type Entry, type RawMessage, secretNames, wantedSections } from './raw-message.ts';
import type { Limits } from './unpack.ts';

const quote = 0x22;
const backslash = 0x5c;
const openings = new Set([0x7b, 0x5b]);
const closings = new Set([0x7d, 0x5d]);
const openBrace = 0x7b;
const zero = Buffer.from('0');

export interface JsonReader {
  write(chunk: Buffer): void;
  close(): RawMessage;
}

/**
 * Reads the JSON of an agent as it comes. Every entry of a section is cut out and read by itself, so that one is held at
 * a time and unwanted ones never; what is left, with a 0 in the place of each, is read at the end and proves the whole.
 */
export function openJsonReader(limits: Limits): JsonReader {
  const pieces = openPieces(limits);
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  const names: string[] = [];
  let word: number[] = [];

  const inString = (byte: number): void => {
    if (isEscaped) isEscaped = false;
    else if (byte === backslash) isEscaped = true;
    else if (byte === quote) isInString = false;
    // The last text before a container is its name, as long as names matter.
    if (depth <= 2 && isInString && word.length < 64) word.push(byte);
  };
  const opened = (byte: number): boolean => {
    depth += 1;
    if (depth > limits.maxDepth) throw new DocumentFault('tooLarge', 'It lies too deep in itself');
    if (depth <= 3) names[depth - 1] = String.fromCharCode(...word).toLowerCase();
    return depth === 4 && byte === openBrace && names[1] === 'content';
  };

  return {
    write: (chunk) => {
      let from = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at] as number;
        if (isInString) inString(byte);
        else if (byte === quote) {
          isInString = true;
          if (depth <= 2) word = [];
        } else if (openings.has(byte)) {
          if (!opened(byte)) continue;
          pieces.keep(chunk.subarray(from, at));
          from = at;
          pieces.startEntry();
        } else if (closings.has(byte)) {
          depth -= 1;
          if (depth !== 3 || !pieces.isInEntry()) continue;
          pieces.keep(chunk.subarray(from, at + 1));
          from = at + 1;
          pieces.endEntry(names[2] ?? '');
        }
      }
      pieces.keep(chunk.subarray(from));
    },
    close: () => {
      if (depth > 0 || isInString) throw new DocumentFault('truncated', 'It ends before its end');
      return messageOf(parsed(pieces.rest()), pieces.sections);
    },
  };
}

interface Pieces {
  sections: Map<string, Entry[]>;
  /** Keeps bytes where they belong: with the entry that is open, or with the rest. */
  keep(bytes: Buffer): void;
  startEntry(): void;
  isInEntry(): boolean;
  endEntry(section: string): void;
  rest(): Buffer;
}

/** The bytes of a document, entry by entry, and what stands between the entries. */
function openPieces(limits: Limits): Pieces {
  const sections = new Map<string, Entry[]>();
  const rest: Buffer[] = [];
  let restBytes = 0;
  let entry: Buffer[] | null = null;
  let entryBytes = 0;
  let entries = 0;
  return {
    sections,
    keep: (bytes) => {
      if (bytes.length === 0) return;
      // What is given is a part of a buffer that is used again.
      if (entry) {
        entryBytes += bytes.length;
        if (entryBytes > limits.maxEntryBytes) throw new DocumentFault('tooLarge', 'One entry is too large');
        entry.push(Buffer.from(bytes));
        return;
      }
      restBytes += bytes.length;
      if (restBytes > 8 * limits.maxEntryBytes) throw new DocumentFault('tooLarge', 'One value is too large');
      rest.push(Buffer.from(bytes));
    },
    startEntry: () => {
      entry = [];
      entryBytes = 0;
      entries += 1;
      if (entries > limits.maxEntries) throw new DocumentFault('tooLarge', 'It has too many entries');
    },
    isInEntry: () => entry !== null,
    endEntry: (section) => {
      if (wantedSections.has(section)) addEntry(sections, section, entryOf(parsed(Buffer.concat(entry ?? []))));
      entry = null;
      restBytes += 1;
      rest.push(zero);
    },
    rest: () => Buffer.concat(rest),
  };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    throw new DocumentFault('unreadable', 'It is no JSON');
  }
}

function entryOf(value: unknown): Entry {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => !secretNames.has(name))) as Entry;
}

function addEntry(sections: Map<string, Entry[]>, section: string, entry: Entry): void {
  const list = sections.get(section);
  if (list) list.push(entry);
  else sections.set(section, [entry]);
}

function messageOf(value: unknown, sections: Map<string, Entry[]>): RawMessage {
  const { content, ...head } = entryOf(value);
  if (typeof head['action'] !== 'string' && typeof content !== 'object')
    throw new DocumentFault('unreadable', 'It is no message of an agent');
  for (const [name, section] of Object.entries(entryOf(content))) {
    if (!wantedSections.has(name)) continue;
    if (typeof section === 'object' && section !== null && !Array.isArray(section)) addEntry(sections, name, entryOf(section));
    // A section that is there and empty says that the machine has none of it.
    else if (Array.isArray(section) && !sections.has(name)) sections.set(name, []);
    else if (typeof section === 'string') addEntry(sections, name, { value: section });
  }
  return {
    format: 'json',
    query: typeof head['action'] === 'string' ? head['action'] : 'inventory',
    deviceId: typeof head['deviceid'] === 'string' ? head['deviceid'].trim() : '',
    head,
    sections,
  };
}
