/** Bytes of a body by its transfer encoding; whatever stands there, something comes out. Bodies travel as Latin-1 text. */
export function decodeBody(body: string, encoding: string): Buffer {
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') return decodeBase64(body);
  if (name === 'quoted-printable') return decodeQuotedPrintable(body);
  if (/^(x-)?uue(ncode)?$/.test(name)) return uuFiles(body).files[0]?.bytes ?? Buffer.from(body, 'latin1');
  return Buffer.from(body, 'latin1');
}

/** Some senders join pieces that were padded each for itself: every piece is read for itself. */
function decodeBase64(body: string): Buffer {
  const clean = body.replace(/[^A-Za-z0-9+/=_-]+/g, '');
  const at = clean.indexOf('=');
  if (at < 0 || at >= clean.length - 2) return Buffer.from(clean, 'base64');
  return Buffer.concat((clean.match(/[^=]+=*/g) ?? []).map((piece) => Buffer.from(piece, 'base64')));
}

/** RFC 2045 section 6.7; what is not an escape stays as it is. */
export function decodeQuotedPrintable(body: string): Buffer {
  const joined = body.replace(/[ \t]+(?=\r?\n|\r|$)/g, '').replace(/=(?:\r\n|\n|\r|$)/g, '');
  const plain = joined.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

export interface UuFile {
  name: string;
  bytes: Buffer;
}

/** Files that old programs wrote straight into the text, and the text without them. */
export function uuFiles(text: string): { rest: string; files: UuFile[] } {
  if (!/^begin [0-7]{3,4} /m.test(text)) return { rest: text, files: [] };
  const files: UuFile[] = [];
  const rest = text.replace(
    /^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n((?:[\x20-\x60]{1,70}\r?\n)+?)`?\r?\n?end[ \t]*\r?$/gm,
    (_, name, lines) => {
      files.push({ name, bytes: Buffer.concat(String(lines).split(/\r?\n/).map(uuLine)) });
      return '';
    },
  );
  return { rest, files };
}

function uuLine(line: string): Buffer {
  if (line === '') return Buffer.alloc(0);
  const value = (at: number): number => ((line.charCodeAt(at) || 32) - 32) & 63;
  const bytes: number[] = [];
  for (let at = 1; at < line.length; at += 4) {
    const four = (value(at) << 18) | (value(at + 1) << 12) | (value(at + 2) << 6) | value(at + 3);
    bytes.push((four >> 16) & 255, (four >> 8) & 255, four & 255);
  }
  return Buffer.from(bytes).subarray(0, value(0));
}

/** Flowed paragraphs as one line each (RFC 3676); quotes and the signature's mark stay what they are. */
export function unflow(text: string, deletesSpace: boolean): string {
  const lines: string[] = [];
  /** How deep the paragraph is quoted that the next line may belong to; -1 when there is none. */
  let openDepth = -1;
  for (const raw of text.split(/\r?\n/)) {
    const quote = /^>*/.exec(raw)?.[0] ?? '';
    const line = raw.slice(quote.length).replace(/^ /, '');
    const isFlowed = line.endsWith(' ') && line !== '-- ';
    const own = isFlowed && deletesSpace ? line.slice(0, -1) : line;
    if (openDepth === quote.length && line !== '-- ') lines[lines.length - 1] += own;
    else lines.push(`${quote}${quote && ' '}${own}`);
    openDepth = isFlowed ? quote.length : -1;
  }
  return lines.join('\n');
}
