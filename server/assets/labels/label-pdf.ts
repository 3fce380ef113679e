import { makePdf } from '../../platform/pdf.ts';
import type { Measure } from './label-layout.ts';
import { pageOf, perPage, placeOf } from './label-paper.ts';
import { type LabelJob, labelsOn, type PlacedLabel, pageCountOf } from './label-sheet.ts';

const pointsPerMm = 72 / 25.4;

/** Labels as a PDF whose pages are exactly the paper: it is printed at 100 %, never "fitted". */
export function labelPdf(job: LabelJob, measure: Measure): Promise<Buffer> {
  const page = pageOf(job.paper);
  const size: [number, number] = [page.width * pointsPerMm, page.height * pointsPerMm];
  return makePdf({ title: job.title, language: job.language, madeAt: job.madeAt, size, margin: 0 }, (doc) => {
    for (let index = 0; index < pageCountOf(job); index += 1) {
      if (index > 0) doc.addPage({ size, margin: 0 });
      doc.save().scale(pointsPerMm);
      if (job.paper.type === 'tape' && job.paper.isTurned) doc.translate(page.width, 0).rotate(90);
      if (job.withEdges) drawEdges(doc, job);
      for (const label of labelsOn(job, index, measure)) draw(doc, label);
      doc.restore();
    }
  });
}

function drawEdges(doc: PDFKit.PDFDocument, { paper }: LabelJob): void {
  doc.lineWidth(0.1).strokeColor('#888');
  for (let position = 0; position < perPage(paper); position += 1) {
    const { x, y } = placeOf(paper, position);
    doc.rect(x, y, paper.label.width, paper.label.height).stroke();
  }
}

const short = (value: number): string => (Math.round(value * 1000) / 1000).toString();

function draw(doc: PDFKit.PDFDocument, { x, y, layout }: PlacedLabel): void {
  // As PDF has it, in one piece: two hundred bars a label, one call each, take longer than everything else together.
  const bars = layout.bars.map((bar) => `${short(x + bar.x)} ${short(y + bar.y)} ${short(bar.width)} ${short(bar.height)} re`);
  doc.fillColor('#000').addContent(`${bars.join('\n')}\nf`);
  for (const text of layout.texts) {
    doc.font(text.isBold ? 'bold' : 'regular').fontSize(text.size);
    doc.text(text.text, x + text.x, y + text.y, { lineBreak: false, baseline: 'alphabetic' });
  }
}
