import { type Code, code128, qrCode } from './label-code.ts';
import type { Size } from './label-paper.ts';

export const symbologies = ['qr', 'code128'] as const;
export type Symbology = (typeof symbologies)[number];

/** What a label of a thing says: the code's content, and lines of text of which the first is the largest. */
export interface LabelSubject {
  /** What a phone's camera opens. */
  address: string;
  /** What a barcode reader types. */
  tag: string;
  lines: string[];
}

/** Something that the person who prints should know before using up paper. */
export const labelWarnings = ['code_too_small', 'no_room_for_text', 'text_shortened', 'not_code128'] as const;
export type LabelWarning = (typeof labelWarnings)[number];

export interface LabelText {
  text: string;
  x: number;
  /** The line that letters stand on. */
  y: number;
  size: number;
  isBold: boolean;
}

/** A label in millimetres from its upper left corner. */
export interface LabelLayout {
  bars: Code['bars'];
  texts: LabelText[];
  warnings: LabelWarning[];
}

/** How wide a text is at size 1. */
export type Measure = (text: string, isBold: boolean) => number;

/** Below these, cheap readers and phones fail: modules of QR codes and of Code 128 in millimetres. */
const leastModule = { qr: 0.25, code128: 0.19 } as const;
const leastText = 1.3;
const mostText = 4.6;
const leading = 1.22;

interface Box extends Size {
  x: number;
  y: number;
}

/** Puts the code and the lines on a label so that nothing leaves it; what cannot be had is said. */
export function layOutLabel(label: Size, subject: LabelSubject, symbology: Symbology, measure: Measure): LabelLayout {
  const margin = Math.min(2.5, Math.max(0.8, Math.min(label.width, label.height) * 0.07));
  const inner: Box = { x: margin, y: margin, width: label.width - 2 * margin, height: label.height - 2 * margin };
  const bars = symbology === 'code128' ? code128(subject.tag) : null;
  if (bars) return withBarcode(inner, bars, subject.lines, measure);
  const layout = withQr(inner, qrCode(subject.address), subject.lines, measure);
  return symbology === 'code128' ? { ...layout, warnings: ['not_code128', ...layout.warnings] } : layout;
}

function withQr(inner: Box, code: Code, lines: string[], measure: Measure): LabelLayout {
  const isTall = inner.height > inner.width * 1.1;
  const gap = Math.min(2, Math.max(1, inner.width * 0.03));
  const share = lines.length === 0 ? 1 : isTall ? 0.62 : 0.45;
  const size = Math.min(isTall ? inner.width : inner.height, (isTall ? inner.height : inner.width) * share, 40);
  const module = size / code.width;
  const at = {
    x: isTall || lines.length === 0 ? inner.x + (inner.width - size) / 2 : inner.x,
    y: isTall ? inner.y : inner.y + (inner.height - size) / 2,
  };
  const room: Box = isTall
    ? { ...inner, y: inner.y + size + gap, height: inner.height - size - gap }
    : { ...inner, x: inner.x + size + gap, width: inner.width - size - gap };
  return withText(placed(code, at, module, module), module < leastModule.qr, room, lines, measure);
}

/** Barcodes need ten modules of white on both sides. */
const quietModules = 10;

function withBarcode(inner: Box, code: Code, lines: string[], measure: Measure): LabelLayout {
  const module = Math.min(inner.width / (code.width + 2 * quietModules), 0.5);
  const x = inner.x + (inner.width - code.width * module) / 2;
  const height = lines.length === 0 ? inner.height : Math.max(Math.min(inner.height * 0.55, 18), inner.height * 0.4);
  const room: Box = { ...inner, y: inner.y + height + 0.6, height: inner.height - height - 0.6 };
  return withText(placed(code, { x, y: inner.y }, module, height), module < leastModule.code128, room, lines, measure);
}

const placed = (code: Code, at: { x: number; y: number }, moduleX: number, moduleY: number): Code['bars'] =>
  code.bars.map(({ x, y, width, height }) => ({
    x: at.x + x * moduleX,
    y: at.y + y * moduleY,
    width: width * moduleX,
    height: height * moduleY,
  }));

function withText(bars: Code['bars'], isTooSmall: boolean, room: Box, lines: string[], measure: Measure): LabelLayout {
  const { texts, warnings } = fitted(room, lines, measure);
  return { bars, texts, warnings: [...(isTooSmall ? (['code_too_small'] as const) : []), ...warnings] };
}

const weightOf = (index: number): number => (index === 0 ? 1.5 : 1);

/** The first line in bold and half as large again; all of them shrink until they fit, then the last ones go. */
function fitted(room: Box, lines: string[], measure: Measure): { texts: LabelText[]; warnings: LabelWarning[] } {
  const warnings = new Set<LabelWarning>();
  let shown = lines;
  const sizeFor = (some: string[]): number => room.height / (some.reduce((sum, _, index) => sum + weightOf(index), 0) * leading);
  while (shown.length > 0 && (room.width < 5 || sizeFor(shown) < leastText)) {
    shown = shown.slice(0, -1);
    warnings.add('no_room_for_text');
  }
  if (shown.length === 0) return { texts: [], warnings: [...warnings] };
  const base = Math.min(sizeFor(shown), mostText / weightOf(0));
  const height = shown.reduce((sum, _, index) => sum + weightOf(index) * base * leading, 0);
  let y = room.y + (room.height - height) / 2;
  const texts = shown.map((line, index) => {
    const isBold = index === 0;
    const lineHeight = weightOf(index) * base * leading;
    const fit = fitLine(line, room.width, weightOf(index) * base, (text) => measure(text, isBold));
    if (fit.text !== line) warnings.add('text_shortened');
    const text = { text: fit.text, x: room.x, y: y + lineHeight * 0.78, size: fit.size, isBold };
    y += lineHeight;
    return text;
  });
  return { texts, warnings: [...warnings] };
}

function fitLine(line: string, width: number, size: number, measure: (text: string) => number): { text: string; size: number } {
  const natural = measure(line) * size;
  if (natural <= width) return { text: line, size };
  const smallest = Math.max(leastText, size * 0.7);
  const shrunk = Math.max((size * width) / natural, Math.min(smallest, size));
  if (measure(line) * shrunk <= width + 1e-6) return { text: line, size: shrunk };
  const letters = [...line];
  while (letters.length > 1 && measure(`${letters.join('').trimEnd()}…`) * shrunk > width) letters.pop();
  return { text: `${letters.join('').trimEnd()}…`, size: shrunk };
}
