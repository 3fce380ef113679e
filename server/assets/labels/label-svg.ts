import type { LabelLayout } from './label-layout.ts';
import { pageOf, perPage, placeOf, type Size } from './label-paper.ts';
import type { LabelJob, PlacedLabel } from './label-sheet.ts';

/** Text for SVG: XML 1.0 has no form for some control characters. */
export const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no form for them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

const short = (value: number): string => String(Math.round(value * 1000) / 1000);

/** One label alone, as large as it is. */
export function labelSvg(size: Size, layout: LabelLayout, about: { title: string; address: string }): string {
  return frame(size, `<title>${escapeXml(about.title)}</title><desc>${escapeXml(about.address)}</desc>`, drawn({ x: 0, y: 0, layout }));
}

/** One page of labels, as it will come out of the printer; the edges of all places are drawn, used or not. */
export function pageSvg(job: LabelJob, labels: PlacedLabel[]): string {
  const { paper } = job;
  const page = pageOf(paper);
  const edges = Array.from({ length: perPage(paper) }, (_, position) => {
    const { x, y } = placeOf(paper, position);
    const { width, height } = paper.label;
    return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="1.2" fill="none" stroke="#9aa3b2" stroke-width="0.2"/>`;
  });
  const content = labels.map(drawn).join('');
  const isTurned = paper.type === 'tape' && paper.isTurned;
  const turned = isTurned
    ? `<g transform="translate(${short(page.width)} 0) rotate(90)">${edges.join('')}${content}</g>`
    : edges.join('') + content;
  return frame(page, `<title>${escapeXml(job.title)}</title>`, turned);
}

const frame = ({ width, height }: Size, head: string, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}mm" height="${short(height)}mm" viewBox="0 0 ${short(width)} ${short(height)}" role="img">` +
  `${head}<rect width="${short(width)}" height="${short(height)}" fill="#fff"/>${content}</svg>\n`;

function drawn({ x, y, layout }: PlacedLabel): string {
  const path = layout.bars
    .map((bar) => `M${short(bar.x)} ${short(bar.y)}h${short(bar.width)}v${short(bar.height)}h${short(-bar.width)}z`)
    .join('');
  const texts = layout.texts.map(
    ({ text, x, y, size, isBold }) =>
      `<text x="${short(x)}" y="${short(y)}" font-family="DejaVu Sans, Verdana, Helvetica, Arial, sans-serif" font-size="${short(size)}"${isBold ? ' font-weight="bold"' : ''}>${escapeXml(text)}</text>`,
  );
  return `<g transform="translate(${short(x)} ${short(y)})"><path d="${path}" shape-rendering="crispEdges"/>${texts.join('')}</g>`;
}
