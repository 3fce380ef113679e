import sanitize from 'sanitize-html';

const maxHtml = 2_000_000;
const maxDataUri = 200_000;

const tags = (
  'a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 ' +
  'hr i img ins kbd li mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead tr u ul var'
).split(' ');

const isPictureUri = (src: string): boolean => src.length <= maxDataUri && /^data:image\/(png|jpe?g|gif|webp);base64,/i.test(src);

/**
 * HTML of a stranger made harmless: an allow-list of tags without styles, scripts, forms or frames; pictures from the
 * network are not fetched (their address stays in `data-remote-src`), those of the mail itself keep their `cid:`.
 */
export function sanitizeMail(html: string): string {
  return sanitize(html.slice(0, maxHtml), {
    allowedTags: tags,
    allowedAttributes: {
      '*': ['dir', 'lang', 'title', 'align'],
      a: ['href', 'rel', 'target', 'class'],
      img: ['src', 'alt', 'width', 'height', 'data-remote-src'],
      td: ['colspan', 'rowspan', 'valign'],
      th: ['colspan', 'rowspan', 'scope', 'valign'],
      ol: ['start', 'type'],
      blockquote: ['type'],
      div: ['class'],
    },
    // Kept to know where the quote begins; no style of ours speaks of them.
    allowedClasses: { div: ['gmail_quote', 'gmail_extra', 'moz-cite-prefix', 'yahoo_quoted', 'protonmail_quote'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid', 'data'] },
    allowProtocolRelative: false,
    nestingLimit: 100,
    disallowedTagsMode: 'discard',
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'head', 'xml', 'svg', 'math'],
    transformTags: {
      a: (_name, { href, title }) => ({
        tagName: 'a',
        attribs: { ...(href && { href }), ...(title && { title }), rel: 'noopener noreferrer nofollow', target: '_blank' },
      }),
      img: (_name, { src = '', alt = '', width = '', height = '' }) => ({
        tagName: 'img',
        attribs: {
          alt,
          ...(/^\d{1,5}$/.test(width) && { width }),
          ...(/^\d{1,5}$/.test(height) && { height }),
          ...(/^cid:/i.test(src) || isPictureUri(src) ? { src } : /^https?:/i.test(src) ? { 'data-remote-src': src.slice(0, 2000) } : {}),
        },
      }),
    },
  });
}

const blocks = /^(p|div|table|tr|ul|ol|dl|dd|dt|li|h[1-6]|pre|figure|caption|center|blockquote)$/;

/**
 * The words of sanitized HTML: paragraphs as lines, list items with a dash, quotes with `>`, a link's address when the words
 * do not say it.
 */
export function textOfHtml(safeHtml: string): string {
  const out = new TextLines();
  const links: string[] = [];
  let preDepth = 0;
  for (const piece of safeHtml.match(/<[^>]*>|[^<]+/g) ?? []) {
    const tag = /^<(\/?)([a-z0-9]+)/.exec(piece);
    if (!tag) {
      out.write(preDepth > 0 ? unescaped(piece) : unescaped(piece).replace(/[ \t\r\n]+/g, ' '));
      continue;
    }
    const [, closes, name = ''] = tag;
    if (name === 'br' || name === 'hr') out.breakLine();
    if (blocks.test(name)) out.startBlock(name === 'p');
    if (name === 'blockquote') out.quote(closes ? -1 : 1);
    if (name === 'pre') preDepth = Math.max(0, preDepth + (closes ? -1 : 1));
    if (name === 'li' && !closes) out.write('- ');
    if ((name === 'td' || name === 'th') && closes) out.write(' ');
    if (name === 'a' && !closes) links.push(`${unescaped(/href="([^"]*)"/.exec(piece)?.[1] ?? '')}\n${out.length}`);
    if (name === 'a' && closes) writeLink(out, links.pop());
  }
  return out.text();
}

function writeLink(out: TextLines, link: string | undefined): void {
  const [href = '', at = '0'] = (link ?? '').split('\n');
  const said = out.since(Number(at));
  const bare = href.replace(/^(https?:\/\/|mailto:)/, '').replace(/\/$/, '');
  if (/^https?:/.test(href) && !said.includes(bare)) out.write(` <${href}>`);
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
const unescaped = (text: string): string => text.replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => named[name] as string);

/** Lines that know how deep they are quoted. */
class TextLines {
  private lines: Array<{ depth: number; text: string }> = [{ depth: 0, text: '' }];
  private depth = 0;
  /** Counts what was written, to find again what a link says. */
  private written = '';

  get length(): number {
    return this.written.length;
  }

  since(at: number): string {
    return this.written.slice(at);
  }

  write(text: string): void {
    const pieces = text.split('\n');
    pieces.forEach((piece, index) => {
      if (index > 0) this.breakLine();
      const last = this.lines.at(-1) as { text: string };
      last.text += last.text === '' ? piece.replace(/^ +/, '') : last.text.endsWith(' ') ? piece.replace(/^ /, '') : piece;
    });
    this.written += text;
  }

  breakLine(): void {
    this.lines.push({ depth: this.depth, text: '' });
  }

  startBlock(hasGap: boolean): void {
    if ((this.lines.at(-1) as { text: string }).text !== '') this.breakLine();
    if (hasGap && this.lines.length > 1 && this.lines.at(-2)?.text !== '') this.breakLine();
  }

  quote(by: number): void {
    this.depth = Math.max(0, this.depth + by);
    const last = this.lines.at(-1) as { depth: number; text: string };
    if (last.text === '') last.depth = this.depth;
    else this.breakLine();
  }

  text(): string {
    return this.lines
      .map(({ depth, text }) => `${'>'.repeat(Math.min(depth, 20))}${depth > 0 ? ' ' : ''}${text.trimEnd()}`.trimEnd())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }
}
