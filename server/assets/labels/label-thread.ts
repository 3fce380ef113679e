import { parentPort } from 'node:worker_threads';
import { openMeasure } from '../../platform/pdf-measure.ts';
import { labelPdf } from './label-pdf.ts';
import { type LabelJob, labelsOn, pageCountOf, warningsOf } from './label-sheet.ts';
import { pageSvg } from './label-svg.ts';

/** What the thread is asked for. */
export type LabelTask = { what: 'pdf'; job: LabelJob } | { what: 'page'; job: LabelJob; page: number };

const measure = openMeasure();

async function answer(task: LabelTask): Promise<unknown> {
  const { job } = task;
  if (task.what === 'pdf') return labelPdf(job, measure);
  const page = Math.min(task.page, pageCountOf(job) - 1);
  const labels = labelsOn(job, page, measure);
  return { svg: pageSvg(job, labels), page, pageCount: pageCountOf(job), warnings: warningsOf(labels) };
}

parentPort?.on('message', async ({ number, task }: { number: number; task: LabelTask }) => {
  try {
    parentPort?.postMessage({ number, answer: await answer(task) });
  } catch (error) {
    parentPort?.postMessage({ number, fault: (error as Error).message });
  }
});
