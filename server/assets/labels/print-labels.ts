import { findPerson } from '../../people/person-queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { invalid, Problem } from '../../platform/problem.ts';
import { drawPage, drawPdf } from './draw-labels.ts';
import { perPage } from './label-paper.ts';
import { design as anyDesign, type LabelPreview, type LabelPrint } from './label-schemas.ts';
import type { LabelJob } from './label-sheet.ts';
import { subjectsOf } from './label-subjects.ts';
import { findTemplate } from './label-template-store.ts';

const most = 2000;

/** Labels as a PDF of exactly the paper's size. */
export const printLabels = async (ctx: Context, actor: Actor, print: LabelPrint): Promise<Buffer> =>
  drawPdf(await jobOf(ctx, actor, print));

/** One page as it will come out of the printer, with what the person who prints should know first. */
export async function previewLabels(ctx: Context, actor: Actor, print: LabelPrint, page: number): Promise<LabelPreview> {
  const job = await jobOf(ctx, actor, print);
  return { ...(await drawPage(job, page)), labelCount: job.subjects.length };
}

async function jobOf(ctx: Context, actor: Actor, print: LabelPrint): Promise<LabelJob> {
  const template = print.templateId ? await findTemplate(ctx.db.sql, print.templateId) : null;
  if (print.templateId && !template) throw invalid('/templateId', 'There is no such label template');
  const paper = print.paper ?? template?.paper;
  if (!paper) throw invalid('/paper', 'Say on what paper');
  const design = print.design ?? template?.design ?? anyDesign.parse({});
  const { copies, skip, offsetX, offsetY, withEdges } = print;
  if (skip >= perPage(paper)) throw invalid('/skip', `The sheet has ${perPage(paper)} labels`);
  const language = (actor.id && (await findPerson(ctx.db.sql, actor.id))?.language) || 'en';
  const each = await subjectsOf(ctx, actor, print, design, language);
  if (each.length === 0) throw new Problem('conflict', 'There is nothing to print');
  if (each.length * copies > most) throw invalid('/copies', `More than ${most} labels at once are too many`);
  const subjects = each.flatMap((subject) => Array.from({ length: copies }, () => subject));
  const title = language === 'fr' ? 'Étiquettes' : 'Labels';
  return { paper, symbology: design.symbology, subjects, skip, offsetX, offsetY, withEdges, title, language, madeAt: ctx.clock() };
}
