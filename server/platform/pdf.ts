import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);

/** Loaded with the first paper: it takes a tenth of a second and some 20 MB, which every start would pay for. */
const loadPdfkit = (): typeof PDFDocument => require('pdfkit');

const fontFile = (name: string): string => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

/** What a PDF says of itself. The same facts and the same drawing give the same bytes. */
export interface PdfFacts {
  title: string;
  language: string;
  madeAt: Date;
  /** Width and height in points, or a name; A4 unless told. */
  size?: string | [number, number];
  margin?: number;
}

/**
 * Makes a PDF of what `draw` draws, with the fonts `regular` and `bold`, which know the letters of Europe; the fonts that
 * every PDF reader brings along cannot write Łódź. Pages are buffered, so that a footer can say how many there are.
 */
export function makePdf(facts: PdfFacts, draw: (doc: PDFKit.PDFDocument) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const doc = new (loadPdfkit())({
      size: facts.size ?? 'A4',
      margin: facts.margin ?? 56,
      pdfVersion: '1.7',
      lang: facts.language,
      displayTitle: true,
      bufferPages: true,
      font: fontFile('DejaVuSans'),
      info: { Title: facts.title, Producer: 'Coulisse', Creator: 'Coulisse', CreationDate: facts.madeAt },
    });
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => void chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
    doc.registerFont('regular', fontFile('DejaVuSans'));
    doc.registerFont('bold', fontFile('DejaVuSans-Bold'));
    doc.font('regular');
    draw(doc);
    doc.end();
  });
}
