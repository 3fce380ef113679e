import { type LabelLayout, type LabelSubject, type LabelWarning, layOutLabel, type Measure, type Symbology } from './label-layout.ts';
import { type Paper, perPage, placeOf } from './label-paper.ts';

/** Everything that decides how labels come out of the printer; it travels to the thread that draws them. */
export interface LabelJob {
  paper: Paper;
  symbology: Symbology;
  subjects: LabelSubject[];
  /** Places of the first sheet that are used up already. */
  skip: number;
  /** Where the printer puts things off, in millimetres. */
  offsetX: number;
  offsetY: number;
  /** Draws the edges of the labels, to hold a test print against the sheet. */
  withEdges: boolean;
  title: string;
  language: string;
  madeAt: Date;
}

export interface PlacedLabel {
  x: number;
  y: number;
  layout: LabelLayout;
}

export const pageCountOf = ({ paper, skip, subjects }: Pick<LabelJob, 'paper' | 'skip' | 'subjects'>): number =>
  Math.max(1, Math.ceil((skip + subjects.length) / perPage(paper)));

/** The labels of one page, counted from 0, each at its place. */
export function labelsOn(job: LabelJob, page: number, measure: Measure): PlacedLabel[] {
  const each = perPage(job.paper);
  const first = page * each - job.skip;
  const placed: PlacedLabel[] = [];
  for (let position = 0; position < each; position += 1) {
    const subject = job.subjects[first + position];
    if (first + position < 0 || !subject) continue;
    const { x, y } = placeOf(job.paper, position);
    placed.push({ x: x + job.offsetX, y: y + job.offsetY, layout: layOutLabel(job.paper.label, subject, job.symbology, measure) });
  }
  return placed;
}

/** The warnings of some labels, each with how many labels it is about. */
export function warningsOf(labels: PlacedLabel[]): Array<{ warning: LabelWarning; count: number }> {
  const counts = new Map<LabelWarning, number>();
  for (const { layout } of labels) for (const warning of new Set(layout.warnings)) counts.set(warning, (counts.get(warning) ?? 0) + 1);
  return [...counts].map(([warning, count]) => ({ warning, count }));
}
