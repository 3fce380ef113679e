import { type Field, fieldOf, MailFault, readHeader } from './header.ts';
import { type Parameters, readParameters } from './words.ts';

/** One part of a mail; its body is still encoded and Latin-1. */
export interface Part {
  fields: Field[];
  /** `text/plain`; what is missing or nonsense is that too. */
  type: string;
  params: Record<string, string>;
  disposition: Parameters;
  encoding: string;
  body: string;
  children: Part[];
}

export const maxDepth = 100;
export const maxParts = 1000;

/**
 * Takes a mail apart (RFC 2046). A missing last boundary ends with its part; a multipart without any boundary is text. More than
 * 1,000 parts or 100 levels are nobody's mail and a fault.
 */
export function readPart(text: string, from = 0, to = text.length, depth = 0, budget = { parts: 0 }): Part {
  budget.parts += 1;
  if (budget.parts > maxParts) throw new MailFault('tooManyParts', `The mail has more than ${maxParts} parts`);
  if (depth > maxDepth) throw new MailFault('tooDeep', `The mail nests deeper than ${maxDepth} levels`);
  const { fields, bodyAt } = readHeader(text, from, to);
  const { value, params } = readParameters(fieldOf(fields, 'content-type'));
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(value) ? value : 'text/plain';
  const spans = type.startsWith('multipart/') && params['boundary'] ? spansOf(text, bodyAt, to, params['boundary']) : [];
  const children = spans.map(([start, end]) => readPart(text, start, end, depth + 1, budget));
  return {
    fields,
    type: type.startsWith('multipart/') && children.length === 0 ? 'text/plain' : type,
    params,
    disposition: readParameters(fieldOf(fields, 'content-disposition')),
    encoding: readParameters(fieldOf(fields, 'content-transfer-encoding')).value,
    body: children.length > 0 ? '' : text.slice(bodyAt, to),
    children,
  };
}

const isLineEnd = (c: string | undefined): boolean => c === '\n' || c === '\r' || c === undefined;

/** From where to where each part between the boundaries goes. */
function spansOf(text: string, from: number, to: number, boundary: string): Array<[number, number]> {
  const mark = `--${boundary}`;
  const spans: Array<[number, number]> = [];
  let begun = -1;
  for (let at = text.indexOf(mark, from); at >= 0 && at < to; at = text.indexOf(mark, at + mark.length)) {
    const rest = text.slice(at + mark.length, at + mark.length + 2);
    const isLast = rest === '--';
    const isOwnLine = (at === from || isLineEnd(text[at - 1])) && (isLast || isLineEnd(rest[0]) || rest[0] === ' ' || rest[0] === '\t');
    if (!isOwnLine) continue;
    if (begun >= 0) spans.push([begun, Math.max(begun, withoutLineEnd(text, at))]);
    begun = isLast ? -1 : afterLine(text, at + mark.length, to);
    if (isLast) break;
  }
  if (begun >= 0 && begun < to) spans.push([begun, to]);
  return spans;
}

/** The line end before a boundary belongs to the boundary. */
function withoutLineEnd(text: string, at: number): number {
  if (text[at - 1] === '\n') return text[at - 2] === '\r' ? at - 2 : at - 1;
  return text[at - 1] === '\r' ? at - 1 : at;
}

function afterLine(text: string, at: number, to: number): number {
  const end = /\r\n|\n|\r/g;
  end.lastIndex = at;
  const found = end.exec(text);
  return found && found.index < to ? found.index + found[0].length : to;
}
