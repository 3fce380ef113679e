import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);

/** Answers a function that tells how wide a text is at size 1 in the fonts of our papers. */
export function openMeasure(): (text: string, isBold: boolean) => number {
  const doc = new (require('pdfkit') as typeof PDFDocument)({ autoFirstPage: false });
  doc.registerFont('regular', require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
  doc.registerFont('bold', require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'));
  const known = new Map<string, number>();
  return (text, isBold) => {
    const key = `${isBold}${text}`;
    const width =
      known.get(key) ??
      doc
        .font(isBold ? 'bold' : 'regular')
        .fontSize(100)
        .widthOfString(text) / 100;
    known.set(key, width);
    return width;
  };
}
