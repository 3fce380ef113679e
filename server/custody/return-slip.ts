import { assetsHeldBy } from '../assets/asset-queries.ts';
import type { Language, Person } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { makePdf } from '../platform/pdf.ts';
import { notFound } from '../platform/problem.ts';
import { openDepartureOf } from './departure-store.ts';
import { itemOf } from './hand-over.ts';

const words: Record<Language, { title: string; has: (name: string) => string; day: string; none: string; signed: string; date: string }> = {
  en: {
    title: 'Return slip',
    has: (name) => `${name} has these things, and brings them back:`,
    day: 'Last day',
    none: 'Nothing is left to bring back.',
    signed: 'Received by (name, signature)',
    date: 'Date',
  },
  fr: {
    title: 'Bon de retour',
    has: (name) => `${name} détient ce qui suit et le rapporte :`,
    day: 'Dernier jour',
    none: 'Il ne reste rien à rapporter.',
    signed: 'Reçu par (nom, signature)',
    date: 'Date',
  },
};

/** A paper to take along: everything that a person has, with a box to tick for each thing. */
export async function returnSlip(ctx: Context, personId: string): Promise<Buffer> {
  const person = await findPerson(ctx.db.sql, personId);
  if (!person) throw notFound('person');
  const items = (await assetsHeldBy(ctx.db.sql, personId)).map((asset) => itemOf(asset, null));
  const departure = await openDepartureOf(ctx.db.sql, personId);
  return drawSlip(person, items, departure?.lastDay ?? null, ctx.clock());
}

function drawSlip(person: Person, items: Array<ReturnType<typeof itemOf>>, lastDay: string | null, madeAt: Date): Promise<Buffer> {
  const w = words[person.language];
  return makePdf({ title: `${w.title} – ${person.name}`, language: person.language, madeAt }, (doc) => {
    doc.font('bold').fontSize(17).text(w.title);
    if (lastDay) doc.font('regular').fontSize(10.5).moveDown(0.5).text(`${w.day}: ${lastDay}`);
    doc
      .font('regular')
      .fontSize(10.5)
      .moveDown(1)
      .text(items.length > 0 ? w.has(person.name) : w.none)
      .moveDown(1);
    for (const item of items) drawLine(doc, item);
    if (items.length === 0) return;
    if (doc.y > 680) doc.addPage();
    doc.fontSize(9).fillColor('#475467').moveDown(3).text(`${w.date}: ______________      ${w.signed}: ____________________________`, 56);
  });
}

function drawLine(doc: PDFKit.PDFDocument, item: ReturnType<typeof itemOf>): void {
  if (doc.y > 740) doc.addPage();
  const y = doc.y;
  doc.rect(56, y, 11, 11).lineWidth(0.8).stroke('#475467');
  doc
    .font('bold')
    .fontSize(10.5)
    .fillColor('#101828')
    .text(`${item.tag} · ${item.name}`, 78, y - 1, { width: 460 });
  const facts = [item.make, item.serial].filter(Boolean).join(' · ');
  if (facts) doc.font('regular').fontSize(9).fillColor('#475467').text(facts, 78, doc.y, { width: 460 });
  doc.fillColor('#101828').moveDown(0.8);
}
