import { createRequire } from 'node:module';
import { invalid } from '../platform/problem.ts';

/** Loaded with the first label: it takes 0.3 s and 27 MB, which every start would pay for. */
const loadBwip = (): typeof import('bwip-js/node') => createRequire(import.meta.url)('bwip-js/node');

/** What a label shows. The address is what a phone's camera opens. */
export interface Label {
  tag: string;
  name: string;
  serial: string | null;
  address: string;
}

const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no form for them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

const shorten = (text: string, length: number): string => {
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : letters.join('');
};

/** A label as SVG in millimetres: a QR code of the asset's address, or Code 128 of its tag, with text for people. */
export function labelSvg(label: Label, symbology: 'qr' | 'code128'): string {
  return symbology === 'qr' ? qrLabel(label) : code128Label(label);
}

function qrLabel(label: Label): string {
  const code = loadBwip().toSVG({ bcid: 'qrcode', text: label.address });
  const lines = [
    line(label.tag, 22, 8, 4.2, 'bold'),
    line(shorten(label.name, 24), 22, 13, 2.8),
    ...(label.serial ? [line(`S/N ${shorten(label.serial, 22)}`, 22, 17.5, 2.4)] : []),
  ];
  return frame(62, 22, label, `${placed(code, 2.5, 2.5, 17, 17)}${lines.join('')}`);
}

function code128Label(label: Label): string {
  if (!/^[\x20-\x7e]+$/.test(label.tag)) throw invalid('/symbology', 'Code 128 lacks letters of this tag: use qr');
  const code = loadBwip().toSVG({ bcid: 'code128', text: label.tag, height: 10 });
  const lines = [line(label.tag, 3, 18, 3.6, 'bold'), line(shorten(label.name, 34), 3, 21, 2.2)];
  return frame(62, 22, label, `${placed(code, 3, 2, 56, 12)}${lines.join('')}`);
}

function frame(width: number, height: number, label: Label, content: string): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" role="img">` +
    `<title>${escapeXml(`${label.tag} ${label.name}`)}</title><desc>${escapeXml(label.address)}</desc>` +
    `<rect width="${width}" height="${height}" fill="#fff"/>${content}</svg>\n`
  );
}

const line = (text: string, x: number, y: number, size: number, weight = 'normal'): string =>
  `<text x="${x}" y="${y}" font-family="Helvetica, Arial, sans-serif" font-size="${size}" font-weight="${weight}">${escapeXml(text)}</text>`;

/** The drawn code, put into a place of the label without being stretched. */
const placed = (svg: string, x: number, y: number, width: number, height: number): string =>
  svg.replace('<svg ', `<svg x="${x}" y="${y}" width="${width}" height="${height}" preserveAspectRatio="xMinYMin meet" `).trim();
