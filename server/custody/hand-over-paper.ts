import type { Language } from '../people/person.ts';
import { makePdf } from '../platform/pdf.ts';
import { type HandOver, handOverNumber, type WayToSign } from './hand-over.ts';
import { pathOfSignature } from './signature.ts';

const words: Record<
  Language,
  {
    titles: Record<HandOver['direction'], string>;
    signedBy: string;
    handledBy: string;
    how: Record<WayToSign, string>;
    hash: string;
    page: string;
  }
> = {
  en: {
    titles: { out: 'Receipt of equipment', in: 'Return of equipment' },
    signedBy: 'Signed by',
    handledBy: 'Handled by',
    how: {
      drawn: 'Drawn by hand at the desk',
      link: 'Confirmed by the link of a mail sent to this person',
      account: 'Confirmed in this person’s account',
    },
    hash: 'SHA-256 of the text',
    page: 'Page',
  },
  fr: {
    titles: { out: 'Remise de matériel', in: 'Restitution de matériel' },
    signedBy: 'Signé par',
    handledBy: 'Traité par',
    how: {
      drawn: 'Signature tracée au guichet',
      link: 'Confirmé par le lien d’un message envoyé à cette personne',
      account: 'Confirmé dans le compte de cette personne',
    },
    hash: 'SHA-256 du texte ',
    page: 'Page',
  },
};

const left = 56;
const width = 483;

/** An instant as the paper says it: in the zone of who signed, and in UTC, which leaves no doubt. */
function instantText(at: Date, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeStyle: 'long', timeZone });
  return `${format.format(at)} (${at.toISOString()})`;
}

/**
 * The paper of a signed hand-over as a PDF: the exact text, both names, the signature, how and when it was signed, and the
 * SHA-256 of the text. The same hand-over gives the same bytes.
 */
export function handOverPaper(handOver: HandOver): Promise<Buffer> {
  const { language, number, direction, decidedAt } = handOver;
  const title = `${words[language].titles[direction]} ${handOverNumber(number)}`;
  return makePdf({ title, language, madeAt: decidedAt as Date }, (doc) => {
    doc.font('bold').fontSize(17).text(title, left, 56, { width });
    doc.moveDown(1).font('regular').fontSize(10.5).text(handOver.text, { width, lineGap: 3 });
    // The names and the signature stay together.
    if (doc.y > 590) doc.addPage();
    drawSignatures(doc, handOver);
    drawFooters(doc, handOver);
  });
}

function drawSignatures(doc: PDFKit.PDFDocument, handOver: HandOver): void {
  const { signedBy, handledBy, how } = words[handOver.language];
  const top = doc.y + 28;
  const column = (label: string, name: string, x: number): void => {
    doc.font('regular').fontSize(9).fillColor('#475467').text(label, x, top, { width: 225 });
    doc
      .font('bold')
      .fontSize(11)
      .fillColor('#101828')
      .text(name, x, doc.y + 2, { width: 225 });
  };
  column(handledBy, handOver.clerkName, left + 258);
  column(signedBy, handOver.personName, left);
  let y = doc.y + 8;
  if (handOver.signature) {
    drawSignature(doc, handOver, y);
    y += 84;
  }
  const at = instantText(handOver.decidedAt as Date, handOver.language, handOver.timeZone);
  doc
    .font('regular')
    .fontSize(9)
    .fillColor('#475467')
    .text(how[handOver.signedHow as WayToSign], left, y, { width });
  doc.text(at, left, doc.y + 2, { width }).fillColor('#101828');
}

function drawSignature(doc: PDFKit.PDFDocument, { signature }: HandOver, y: number): void {
  if (!signature) return;
  const scale = Math.min(225 / signature.width, 76 / signature.height);
  doc.save().translate(left, y).scale(scale);
  doc
    .path(pathOfSignature(signature))
    .lineWidth(1.4 / scale)
    .lineCap('round')
    .lineJoin('round')
    .stroke('#101828');
  doc.restore();
  doc
    .moveTo(left, y + 78)
    .lineTo(left + 225, y + 78)
    .lineWidth(0.6)
    .stroke('#98a2b3');
}

function drawFooters(doc: PDFKit.PDFDocument, { language, textHash, number }: HandOver): void {
  const { hash, page } = words[language];
  const { start, count } = doc.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    doc.switchToPage(index);
    // Below the margin, where text would begin a new page.
    doc.page.margins.bottom = 0;
    doc.font('regular').fontSize(7.5).fillColor('#475467');
    doc.text(`${hash}: ${textHash}`, left, 792, { width, lineBreak: false });
    doc.text(`${handOverNumber(number)} · ${page} ${index + 1}/${count}`, left, 804, { width, lineBreak: false });
  }
}
