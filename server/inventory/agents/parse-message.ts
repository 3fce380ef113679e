import { TextDecoder } from 'node:util';
import { DocumentFault } from './document-fault.ts';
import type { RawMessage } from './raw-message.ts';
import { openJsonReader } from './read-json.ts';
import { openXmlReader } from './read-xml.ts';
import { type Limits, unpack, usualLimits } from './unpack.ts';

/** What an agent said, from its bytes as they came; throws DocumentFault for what no agent says. */
export async function parseMessage(raw: Uint8Array, limits: Limits = usualLimits): Promise<RawMessage> {
  let reader: { write(chunk: Buffer): void; close(): RawMessage } | null = null;
  for await (const chunk of unpack(raw, limits)) {
    reader ??= openReader(chunk, limits);
    reader.write(chunk);
  }
  if (!reader) throw new DocumentFault('unreadable', 'It is empty');
  const message = reader.close();
  if (message.deviceId.length > 255) throw new DocumentFault('unreadable', 'Its device id is too long');
  return message;
}

/** JSON and XML are told apart by their first sign. */
function openReader(start: Buffer, limits: Limits): { write(chunk: Buffer): void; close(): RawMessage } {
  const head = start
    .subarray(0, 400)
    .toString('latin1')
    .replace(/^(\u00ef\u00bb\u00bf)?\s*/, '');
  if (head.startsWith('{')) return openJsonReader(limits);
  if (!head.startsWith('<')) throw new DocumentFault('unreadable', 'It is neither XML nor JSON');
  const decoder = decoderOf(/^<\?xml[^>]*encoding=["']([\w.:-]{1,40})["']/.exec(head)?.[1] ?? 'utf-8');
  const reader = openXmlReader(limits);
  let isStarted = false;
  return {
    write: (chunk) => {
      const text = decoder.decode(chunk, { stream: true });
      // Blanks before the first sign are no reason to lose a machine.
      reader.write(isStarted ? text : text.trimStart());
      isStarted ||= text.trimStart() !== '';
    },
    close: () => {
      reader.write(decoder.decode());
      return reader.close();
    },
  };
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new DocumentFault('unreadable', `Its encoding ${encoding} is not known`);
  }
}
