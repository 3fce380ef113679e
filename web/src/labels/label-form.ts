import type { z } from 'zod';
import type { knownPaperPage, labelPreviewAnswer, labelPrint, templateAnswer } from '../../../server/assets/labels/label-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Template = Answer<typeof templateAnswer>;
export type Paper = Template['paper'];
export type Design = Template['design'];
export type KnownPaper = Answer<typeof knownPaperPage>['items'][number];
export type Preview = Answer<typeof labelPreviewAnswer>;
type Print = z.input<typeof labelPrint>;

/** Everything that the page asks; the address says what is printed. */
export interface LabelForm {
  paper: Paper;
  /** The template or the known paper that it came from, or `own`. */
  choice: string;
  design: Design;
  skip: number;
  copies: number;
  offsetX: number;
  offsetY: number;
  withEdges: boolean;
}

const firstPaper: Paper = {
  type: 'sheet',
  page: { width: 210, height: 297 },
  label: { width: 63.5, height: 38.1 },
  columns: 3,
  rows: 7,
  left: 7.25,
  top: 15.15,
  pitchX: 66,
  pitchY: 38.1,
};

export const firstForm: LabelForm = {
  paper: firstPaper,
  choice: 'avery-l7160',
  design: { symbology: 'qr', fields: ['tag', 'name', 'serial'], heading: null },
  skip: 0,
  copies: 1,
  offsetX: 0,
  offsetY: 0,
  withEdges: false,
};

/** What is printed, as it stands in the address. */
export interface Wanted {
  ids: string;
  places: string;
  kind: string;
  status: string;
  criticality: string;
  custodianId: string;
  manufacturer: string;
  locationId: string;
  withinLocationId: string;
  overdue: string;
  q: string;
}

export const nothingWanted: Wanted = {
  ids: '',
  places: '',
  kind: '',
  status: '',
  criticality: '',
  custodianId: '',
  manufacturer: '',
  locationId: '',
  withinLocationId: '',
  overdue: '',
  q: '',
};

const filterNames = [
  'kind',
  'status',
  'criticality',
  'custodianId',
  'manufacturer',
  'locationId',
  'withinLocationId',
  'overdue',
  'q',
] as const;

export const listOf = (text: string): string[] => (text ? text.split(',') : []);

/** True when the address brought the filters of the list of devices. */
export const isByFilter = (wanted: Wanted): boolean => filterNames.some((name) => wanted[name] !== '');

/** What is asked of the server, or null while nothing is chosen. */
export function printOf(wanted: Wanted, form: LabelForm): Print | null {
  const { paper, design, skip, copies, offsetX, offsetY, withEdges } = form;
  const what = subjectOf(wanted);
  const used = Math.min(skip, placesOn(paper) - 1);
  return what && ({ ...what, paper, design, skip: used, copies, offsetX, offsetY, withEdges } as Print);
}

function subjectOf(wanted: Wanted): Pick<Print, 'assetIds' | 'locationIds' | 'filter'> | null {
  if (wanted.ids) return { assetIds: listOf(wanted.ids) };
  if (wanted.places) return { locationIds: listOf(wanted.places) };
  if (!isByFilter(wanted)) return null;
  return {
    filter: Object.fromEntries(filterNames.flatMap((name) => (wanted[name] ? [[name, wanted[name]]] : []))) as NonNullable<Print['filter']>,
  };
}

/** How many labels a page takes. */
export const placesOn = (paper: Paper): number => (paper.type === 'sheet' ? paper.columns * paper.rows : 1);

/** The paper with other measures; what is no number leaves it as it is. */
export function withMeasure(paper: Paper, path: string, value: number | string): Paper {
  if (typeof value !== 'number' || Number.isNaN(value)) return paper;
  const [first = '', second] = path.split('.');
  const inner = (paper as unknown as Record<string, object>)[first];
  return { ...paper, [first]: second ? { ...inner, [second]: value } : value } as Paper;
}

/** Another type of paper with the same label. */
export const asType = (paper: Paper, type: Paper['type']): Paper => {
  if (paper.type === type) return paper;
  return type === 'tape'
    ? { type, label: paper.label, isTurned: false }
    : ({ ...firstPaper, label: firstPaper.type === 'sheet' ? firstPaper.label : paper.label } as Paper);
};
