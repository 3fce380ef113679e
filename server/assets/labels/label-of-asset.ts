import { findPerson } from '../../people/person-queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { openMeasure } from '../../platform/pdf-measure.ts';
import { invalid } from '../../platform/problem.ts';
import type { Asset } from '../asset.ts';
import { code128 } from './label-code.ts';
import { layOutLabel, type Measure, type Symbology } from './label-layout.ts';
import { design as anyDesign } from './label-schemas.ts';
import { assetSubjects } from './label-subjects.ts';
import { labelSvg } from './label-svg.ts';
import { defaultTemplate, findTemplate } from './label-template-store.ts';

const usualSize = { width: 62, height: 22 };
let measure: Measure | null = null;

/**
 * The label of one asset as SVG: of the template that was asked for, else of the one that is offered first, else 62 × 22 mm. 422 when Code 128
 * was asked for and lacks letters of the tag.
 */
export async function labelOfAsset(
  ctx: Context,
  actor: Actor,
  asset: Asset,
  asked: { symbology?: Symbology | undefined; templateId?: string | undefined },
): Promise<string> {
  const { sql } = ctx.db;
  const template = asked.templateId ? await findTemplate(sql, asked.templateId) : await defaultTemplate(sql);
  if (asked.templateId && !template) throw invalid('/templateId', 'There is no such label template');
  const design = template?.design ?? anyDesign.parse({});
  const symbology = asked.symbology ?? design.symbology;
  if (asked.symbology === 'code128' && !code128(asset.tag)) throw invalid('/symbology', 'Code 128 lacks letters of this tag: use qr');
  const size = template?.paper.label ?? usualSize;
  const language = (actor.id && (await findPerson(sql, actor.id))?.language) || 'en';
  const [subject] = await assetSubjects(ctx, [asset], design, language);
  measure ??= openMeasure();
  const layout = layOutLabel(size, subject as NonNullable<typeof subject>, symbology, measure);
  return labelSvg(size, layout, { title: `${asset.tag} ${asset.name}`, address: (subject as NonNullable<typeof subject>).address });
}
