/** Paper that labels are printed on, in millimetres. */

export interface Size {
  width: number;
  height: number;
}

/** Labels in rows and columns on a page. */
export interface SheetPaper {
  type: 'sheet';
  page: Size;
  label: Size;
  columns: number;
  rows: number;
  /** Where the first label begins. */
  left: number;
  top: number;
  /** From the beginning of one label to the beginning of the next. */
  pitchX: number;
  pitchY: number;
}

/** One label after the other: a page for each. */
export interface TapePaper {
  type: 'tape';
  label: Size;
  /** For printers that take the tape's width as the page's width. */
  isTurned: boolean;
}

export type Paper = SheetPaper | TapePaper;

export interface KnownPaper {
  key: string;
  name: string;
  paper: Paper;
}

const a4: Size = { width: 210, height: 297 };
const letter: Size = { width: 215.9, height: 279.4 };

/** A sheet whose labels are centred on the page, as makers cut them. */
function sheet(
  key: string,
  name: string,
  page: Size,
  [columns, rows]: [number, number],
  [width, height]: [number, number],
  pitchX = width,
) {
  const rounded = (value: number): number => Math.round(value * 1000) / 1000;
  const left = rounded((page.width - pitchX * (columns - 1) - width) / 2);
  const top = rounded((page.height - height * rows) / 2);
  const paper: SheetPaper = { type: 'sheet', page, label: { width, height }, columns, rows, left, top, pitchX, pitchY: height };
  return { key, name, paper };
}

const tape = (key: string, name: string, width: number, height: number): KnownPaper => ({
  key,
  name,
  paper: { type: 'tape', label: { width, height }, isTurned: false },
});

/** Papers that many offices have; others are described by their measures. */
export const knownPapers: KnownPaper[] = [
  sheet('avery-l4731', 'Avery L4731', a4, [7, 27], [25.4, 10], 27.9),
  sheet('avery-l7651', 'Avery L7651', a4, [5, 13], [38.1, 21.2], 40.6),
  sheet('avery-l6009', 'Avery L6009', a4, [4, 12], [45.7, 21.2], 48.3),
  sheet('avery-l6011', 'Avery L6011', a4, [3, 9], [63.5, 29.6], 66),
  sheet('avery-l7159', 'Avery L7159', a4, [3, 8], [63.5, 33.9], 66),
  sheet('avery-l7160', 'Avery L7160', a4, [3, 7], [63.5, 38.1], 66),
  sheet('avery-l7163', 'Avery L7163', a4, [2, 7], [99.1, 38.1], 101.6),
  sheet('avery-5167', 'Avery 5167 (Letter)', letter, [4, 20], [44.45, 12.7], 52.07),
  sheet('avery-5160', 'Avery 5160 (Letter)', letter, [3, 10], [66.675, 25.4], 69.85),
  sheet('avery-5163', 'Avery 5163 (Letter)', letter, [2, 5], [101.6, 50.8], 106.363),
  tape('brother-tze-12', 'Brother TZe 12 mm', 50, 12),
  tape('brother-tze-18', 'Brother TZe 18 mm', 55, 18),
  tape('brother-tze-24', 'Brother TZe 24 mm', 60, 24),
  tape('brother-dk-11204', 'Brother DK-11204', 54, 17),
  tape('brother-dk-11209', 'Brother DK-11209', 62, 29),
  tape('dymo-11352', 'Dymo 11352', 54, 25),
  tape('dymo-11354', 'Dymo 11354', 57, 32),
  tape('dymo-99010', 'Dymo 99010', 89, 28),
  tape('dymo-99012', 'Dymo 99012', 89, 36),
  tape('zebra-51x25', 'Zebra 51 × 25', 51, 25),
  tape('zebra-76x51', 'Zebra 76 × 51', 76, 51),
];

/** How many labels a page takes. */
export const perPage = (paper: Paper): number => (paper.type === 'sheet' ? paper.columns * paper.rows : 1);

/** The page as the printer gets it. */
export const pageOf = (paper: Paper): Size => {
  if (paper.type === 'sheet') return paper.page;
  const { width, height } = paper.label;
  return paper.isTurned ? { width: height, height: width } : { width, height };
};

/** Where the label at a position of a page begins; positions run along the rows. */
export function placeOf(paper: Paper, position: number): { x: number; y: number } {
  if (paper.type === 'tape') return { x: 0, y: 0 };
  const row = Math.floor(position / paper.columns);
  return { x: paper.left + (position % paper.columns) * paper.pitchX, y: paper.top + row * paper.pitchY };
}

/** What does not fit, by the field that says so; empty when everything lies on the page and nothing overlaps. */
export function faultsOf(paper: Paper): Array<{ field: string; message: string }> {
  if (paper.type === 'tape') return [];
  const { page, label, columns, rows, left, top, pitchX, pitchY } = paper;
  const over = (value: number): string => (Math.round(value * 100) / 100).toString();
  const right = left + pitchX * (columns - 1) + label.width - page.width;
  const bottom = top + pitchY * (rows - 1) + label.height - page.height;
  const slack = 0.05;
  return [
    ...(columns > 1 && pitchX < label.width - slack
      ? [{ field: 'pitchX', message: 'The labels overlap: the pitch is less than their width' }]
      : []),
    ...(rows > 1 && pitchY < label.height - slack
      ? [{ field: 'pitchY', message: 'The labels overlap: the pitch is less than their height' }]
      : []),
    ...(right > slack ? [{ field: 'columns', message: `The labels reach over the right edge by ${over(right)} mm` }] : []),
    ...(bottom > slack ? [{ field: 'rows', message: `The labels reach over the lower edge by ${over(bottom)} mm` }] : []),
  ];
}
