/** Names that mails use for a charset and that the platform's decoder does not know, or knows too narrowly. */
const otherNames: Record<string, string> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  'x-gbk': 'gb18030',
  utf8mb4: 'utf-8',
  cp1252: 'windows-1252',
  'x-ansi': 'windows-1252',
  cp1251: 'windows-1251',
  cp1250: 'windows-1250',
  cp932: 'shift_jis',
  cp949: 'euc-kr',
  cp950: 'big5',
  'iso-8859-8-i': 'iso-8859-8',
  'x-mac-roman': 'macintosh',
  'unicode-1-1-utf-7': 'utf-7',
};

const hasMultibyte = /[\xc2-\xf4][\x80-\xbf]/;

/**
 * Text of bytes whose charset a stranger declared: the declared one if the bytes agree, else UTF-8 if they are that, else
 * the likeliest of those in use. It never throws; what nothing explains becomes replacement characters.
 */
export function decodeText(bytes: Buffer, declared?: string): string {
  const name = nameOf(declared);
  const marked = byMark(bytes);
  if (marked !== null) return marked;
  if (name.startsWith('utf-16')) return decode(bytes, name) ?? bytes.toString('utf16le');
  if (name === 'utf-7') return decodeUtf7(bytes.toString('latin1'));
  const latin = bytes.toString('latin1');
  // An escape sequence is ASCII as well, so it is looked for first.
  if (latin.includes('\x1b$')) return decode(bytes, name.startsWith('iso-2022') ? name : 'iso-2022-jp') ?? latin;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what ASCII is
  if (!/[^\x00-\x7f]/.test(latin)) return latin;
  // Plenty of programs write UTF-8 and say Latin-1 or nothing; the reverse is hardly ever valid UTF-8.
  if (hasMultibyte.test(latin) && !isManyByte(name)) {
    const utf8 = decode(bytes, 'utf-8', true);
    if (utf8 !== null) return utf8;
  }
  return decode(bytes, name, true) ?? decode(bytes, 'utf-8', true) ?? guess(bytes, name);
}

const nameOf = (declared: string | undefined): string => {
  const name = (declared ?? '')
    .trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase();
  return otherNames[name] ?? name;
};

const isManyByte = (name: string): boolean => /^(gb|big5|euc|shift|iso-2022|utf-16|ks_c)/.test(name);

function byMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decode(bytes, 'utf-8');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes, 'utf-16be');
  return null;
}

/** What 0x80 to 0x9f are in windows-1252; Node 20 reads them as control characters, whatever it is asked for. */
const westernMarks = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const western = /^(windows-1252|iso-8859-1|iso8859-1|iso_8859-1|latin-?1|l1|us-ascii|ascii|ansi_x3\.4-1968|cp819)$/;

function decode(bytes: Buffer, name: string, fatal = false): string | null {
  if (!name) return null;
  if (western.test(name)) return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (c) => westernMarks[c.charCodeAt(0) - 0x80] as string);
  try {
    return new TextDecoder(name, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what ASCII is
const ascii = /[\x00-\x7f]+/g;
const shareOf = (pattern: RegExp, text: string): number => {
  const foreign = text.replace(ascii, '');
  return foreign ? (foreign.match(pattern)?.length ?? 0) / foreign.length : 0;
};
/** Bytes that lead a character of the common ones, of all that lead one. */
const leadShare = (pattern: RegExp, bytes: Buffer): number => {
  const pairs = bytes.toString('latin1').match(/[\x80-\xff][\x40-\xff]/g) ?? [];
  return pairs.length === 0 ? 0 : pairs.filter((pair) => pattern.test(pair)).length / pairs.length;
};

/**
 * Charsets that undeclared mails are written in, each with how likely bytes are a text in it. `density` is the share of
 * letters beyond ASCII: in French few are, in Russian nearly all.
 */
const candidates: Array<{ name: string; score(text: string, bytes: Buffer, density: number): number }> = [
  { name: 'windows-1252', score: (text, _, density) => shareOf(/[à-öø-ÿœ’“”«»…–—€\u00a0°]/g, text) * (density < 0.4 ? 1 : 0.3) },
  { name: 'koi8-r', score: (text, _, density) => shareOf(/[а-яё]/g, text) * (density < 0.4 ? 0.2 : 1) },
  { name: 'windows-1251', score: (text, _, density) => shareOf(/[а-яё]/g, text) * (density < 0.4 ? 0.2 : 1) },
  { name: 'shift_jis', score: (text) => Math.min(1, shareOf(/[ぁ-んァ-ヶ]/g, text) * 2.5) },
  { name: 'euc-jp', score: (text) => Math.min(1, shareOf(/[ぁ-んァ-ヶ]/g, text) * 2.5) },
  { name: 'euc-kr', score: (text) => shareOf(/[가-힣]/g, text) },
  { name: 'gb18030', score: (_, bytes) => leadShare(/^[\xb0-\xd7][\xa1-\xfe]/, bytes) },
  { name: 'big5', score: (_, bytes) => leadShare(/^[\xa4-\xc6][\x40-\x7e\xa1-\xfe]/, bytes) * 0.95 },
];
const leastScore = 0.35;

function guess(bytes: Buffer, declared: string): string {
  const letters = bytes.toString('latin1').match(/[A-Za-z\x80-\xff]/g) ?? [];
  const density = letters.length === 0 ? 0 : letters.filter((letter) => letter > '\x7f').length / letters.length;
  let best = { text: decode(bytes, 'windows-1252') ?? bytes.toString('latin1'), score: leastScore };
  for (const { name, score } of candidates) {
    const text = decode(bytes, name, true);
    const reached = text === null ? 0 : score(text, bytes, density);
    if (text !== null && reached > best.score) best = { text, score: reached };
  }
  return best.score > leastScore ? best.text : (decode(bytes, declared) ?? best.text);
}

/** RFC 2152; no decoder of the platform reads it any more. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, shifted: string) => {
    if (shifted === '') return '+';
    const bytes = Buffer.from(shifted, 'base64');
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString('utf16le');
  });
}
