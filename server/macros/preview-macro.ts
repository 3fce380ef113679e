import type { z } from 'zod';
import { findVisible } from '../incidents/find-incident.ts';
import type { Incident } from '../incidents/incident.ts';
import { permissionsOn } from '../incidents/incident-policy.ts';
import { personRefs } from '../people/person-queries.ts';
import { serviceRefs, supportGroupRefs } from '../people/service-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { durationMs } from '../platform/duration.ts';
import { notFound } from '../platform/problem.ts';
import { factsFor } from './facts.ts';
import { inLanguage, inOrder, type Macro, type MacroAction } from './macro.ts';
import type { macroPreviewAnswer } from './macro-schemas.ts';
import { findMacro } from './macro-store.ts';
import { fillIn } from './variables.ts';

export type MacroPreview = z.output<typeof macroPreviewAnswer>;
type Step = MacroPreview['actions'][number];

/** True when the actor may use the macro: it is for every group, for one of theirs, or they lead. */
export const mayUse = (actor: Actor, { supportGroupId }: { supportGroupId: string | null }): boolean =>
  supportGroupId === null || actor.supportGroupIds.includes(supportGroupId) || hasRole(actor, 'lead');

/** The macro with this id if the actor may use it; 404 otherwise. */
export async function usableMacro(ctx: Context, actor: Actor, id: string): Promise<Macro> {
  const macro = await findMacro(ctx.db.sql, id);
  if (!macro || !mayUse(actor, macro)) throw notFound('macro');
  return macro;
}

/** What the macro would do to the incident now, in its order and with its words filled in. Nothing is changed. */
export async function previewMacro(ctx: Context, actor: Actor, idOrNumber: string, macroId: string): Promise<MacroPreview> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  return previewOf(ctx, actor, incident, await usableMacro(ctx, actor, macroId));
}

/** The same for a macro and an incident that are at hand. */
export async function previewOf(ctx: Context, actor: Actor, incident: Incident, macro: Macro): Promise<MacroPreview> {
  const { facts, language } = await factsFor(ctx, actor, incident.id);
  const missing = new Set<MacroPreview['missing'][number]>();
  const say = (text: string): string => {
    const filled = fillIn(text, facts);
    for (const name of filled.missing) missing.add(name);
    return filled.text;
  };
  const may = allowedOn(actor, incident);
  const actions: Step[] = [];
  for (const action of inOrder(macro.actions)) {
    const words = action.type === 'comment' ? say(inLanguage(action.texts, language)) : 'note' in action ? say(action.note) : '';
    actions.push({ ...(await stepOf(ctx, actor, action, words)), isAllowed: may(action) });
  }
  return { actions, missing: [...missing], isAllowed: actions.every(({ isAllowed }) => isAllowed) };
}

function allowedOn(actor: Actor, incident: Incident): (action: MacroAction) => boolean {
  const may = permissionsOn(actor, incident);
  const byType: Partial<Record<MacroAction['type'], boolean>> = {
    edit: may.canEdit,
    tag: may.canEdit,
    assign: may.canAssign,
    pend: may.canPend,
    resume: may.canResume,
    resolve: may.canResolve,
  };
  return (action) => (action.type === 'comment' && action.visibility === 'public' ? may.canComment : (byType[action.type] ?? true));
}

async function stepOf(ctx: Context, actor: Actor, action: MacroAction, words: string): Promise<Omit<Step, 'isAllowed'>> {
  const { sql } = ctx.db;
  const person = async (id: string | null) => {
    const personId = id === 'me' ? actor.id : id;
    const found = (await personRefs(sql, [personId])).get(personId ?? '');
    return found ? { id: found.id, name: found.name } : null;
  };
  switch (action.type) {
    case 'comment':
      return { type: action.type, visibility: action.visibility, text: words };
    case 'assign': {
      const group = action.supportGroupId ? (await supportGroupRefs(sql, [action.supportGroupId])).get(action.supportGroupId) : undefined;
      const technician = action.technicianId === undefined ? undefined : await person(action.technicianId);
      return { type: action.type, ...(technician !== undefined && { technician }), ...(group && { supportGroup: group }) };
    }
    case 'edit': {
      const { serviceId, type, impact, urgency } = action;
      const service = serviceId === undefined ? undefined : ((await serviceRefs(sql, [serviceId])).get(serviceId ?? '') ?? null);
      return { type, ...(impact && { impact }), ...(urgency && { urgency }), ...(service !== undefined && { service }) };
    }
    case 'pend':
      return {
        type: action.type,
        text: action.reason,
        ...(action.for && { until: new Date(ctx.clock().getTime() + (durationMs(action.for) ?? 0)) }),
      };
    case 'resume':
      return { type: action.type };
    case 'resolve':
      return { type: action.type, code: action.code, text: words };
    case 'watch':
      return { type: action.type, technician: await person(action.personId) };
    case 'checklist':
      return { type: action.type, items: action.items };
    case 'tag':
      return { type: action.type, tags: action.tags };
    case 'time':
      return { type: action.type, spent: action.spent, text: words };
  }
}
