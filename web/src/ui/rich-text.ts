/** A piece of a line: plain, or with a meaning that its signs give it. */
export type Inline = { kind: 'text' | 'strong' | 'code' | 'mention'; text: string } | { kind: 'link'; text: string; href: string };

/** A piece of a text: what people type most, and nothing that needs a manual. */
export type Block =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; inlines: Inline[] }
  | { kind: 'list'; isOrdered: boolean; items: Inline[][] };

const bullet = /^\s{0,3}[-*•]\s+(.*)$/;
const ordinal = /^\s{0,3}\d{1,3}[.)]\s+(.*)$/;
const quoted = /^>\s?(.*)$/;
const fence = /^\s*```/;

/** Reads a text into its blocks. Nothing of it is ever HTML; what no rule knows stays as it was typed. */
export function blocksOf(text: string, names: readonly string[] = []): Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const take = (matches: (line: string) => string | undefined): string[] => {
    const taken: string[] = [];
    for (let found = matches(lines[at] ?? ''); at < lines.length && found !== undefined; found = matches(lines[at] ?? '')) {
      taken.push(found);
      at += 1;
    }
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at] as string;
    if (fence.test(line) && lines.slice(at + 1).some((each) => fence.test(each))) {
      at += 1;
      blocks.push({ kind: 'code', text: take((each) => (fence.test(each) ? undefined : each)).join('\n') });
      at += 1;
    } else if (bullet.test(line) || ordinal.test(line)) {
      const pattern = bullet.test(line) ? bullet : ordinal;
      const items = take((each) => pattern.exec(each)?.[1]);
      blocks.push({ kind: 'list', isOrdered: pattern === ordinal, items: items.map((item) => inlinesOf(item, names)) });
    } else if (quoted.test(line)) {
      blocks.push({ kind: 'quote', inlines: inlinesOf(take((each) => quoted.exec(each)?.[1]).join('\n'), names) });
    } else {
      const isPlain = (each: string): boolean => ![bullet, ordinal, quoted, fence].some((pattern) => pattern.test(each));
      const plain = [line];
      at += 1;
      plain.push(...take((each) => (isPlain(each) ? each : undefined)));
      const words = plain.join('\n').replace(/^\n+|\n+$/g, '');
      if (words !== '') blocks.push({ kind: 'paragraph', inlines: inlinesOf(words, names) });
    }
  }
  return blocks;
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Reads a line: code, strong words, addresses, numbers of incidents, and people by the names that are mentioned. */
export function inlinesOf(text: string, names: readonly string[] = []): Inline[] {
  const people = [...names].sort((one, other) => other.length - one.length).map(escaped);
  const mention = people.length > 0 ? `|@(${people.join('|')})(?![\\p{L}\\p{N}])` : '';
  const sign = new RegExp(`\`([^\`\\n]+)\`|\\*\\*([^*\\n]+)\\*\\*|(https?://[^\\s<>"]+)|\\b(INC-\\d{1,9})\\b${mention}`, 'gu');
  const inlines: Inline[] = [];
  let from = 0;
  for (const found of text.matchAll(sign)) {
    const [inline, length] = meaningOf(found);
    if (found.index > from) inlines.push({ kind: 'text', text: text.slice(from, found.index) });
    inlines.push(inline);
    from = found.index + length;
  }
  if (from < text.length) inlines.push({ kind: 'text', text: text.slice(from) });
  return inlines;
}

function meaningOf([whole, code, strong, address, number, name]: RegExpMatchArray): [Inline, number] {
  if (code !== undefined) return [{ kind: 'code', text: code }, whole.length];
  if (strong !== undefined) return [{ kind: 'strong', text: strong }, whole.length];
  if (number !== undefined) return [{ kind: 'link', text: number, href: `/incidents/${number}` }, whole.length];
  if (name !== undefined) return [{ kind: 'mention', text: `@${name}` }, whole.length];
  const href = withoutStop(address ?? '');
  return [{ kind: 'link', text: href, href }, href.length];
}

/** An address at the end of a sentence, without the sentence's sign; a bracket that was opened in it belongs to it. */
function withoutStop(address: string): string {
  const bare = address.replace(/[.,;:!?'»]+$/, '');
  return bare.endsWith(')') && !bare.includes('(') ? withoutStop(bare.slice(0, -1)) : bare;
}
