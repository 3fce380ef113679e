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

function draw(doc: PDFKit.PDFDocument, { x, y, layout }: PlacedLabel): void {
  for (const bar of layout.bars) doc.rect(x + bar.x, y + bar.y, bar.width, bar.height);
  doc.fill('#000');
  for (const text of layout.texts) {
    doc.font(text.isBold ? 'bold' : 'regular').fontSize(text.size);
    doc.text(text.text, x + text.x, y + text.y, { lineBreak: false, baseline: 'alphabetic' });
  }
}
