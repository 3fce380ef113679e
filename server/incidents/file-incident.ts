import { nextNumber } from '../../db/counters.ts';
import { transact } from '../../db/transaction.ts';
import { defaultSupportGroup, type Service } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import { checkSupportGroup, knownAssetId, knownPerson, knownService } from './check-references.ts';
import { checkForm } from './fill-form.ts';
import { insertForm } from './form-store.ts';
import { type Incident, type Level, nextDueAt, noPromises, priorityOf, type SourceType } from './incident.ts';
import { mayFileForOthers } from './incident-policy.ts';
import { insertIncident } from './incident-store.ts';
import { indexIncident } from './index-incident.ts';
import { noteBreaches } from './note-breaches.ts';
import { beginEscalation, beginPromises } from './promises.ts';
import type { Given } from './service-form.ts';
import { tidyTags } from './tag.ts';
import { tell } from './tell.ts';
import { recordHappening } from './write-incident.ts';

export interface Filing {
  title: string;
  description?: string | undefined;
  impact: Level;
  urgency: Level;
  serviceId?: string | null | undefined;
  assetId?: string | null | undefined;
  supportGroupId?: string | null | undefined;
  requesterId?: string | null | undefined;
  tags?: string[] | undefined;
  /** Answers to what the service asks; without it nothing is asked. */
  form?: Given | undefined;
  /** For programs that file: what they are, and the key that keeps a second open incident about the same from being filed. */
  source?: { type: SourceType; key?: string };
  /** When it was reported, should that be earlier than now: the promises count from there. */
  openedAt?: Date | undefined;
  /** When a person had answered it already, e.g. before it was split off. */
  answeredAt?: Date;
}

/**
 * Files an incident: number, priority, queue, promises and escalation in one transaction. The requester is the actor
 * unless a technician or the program files for somebody; the queue is the one named, else the service's, else the default.
 */
export async function fileIncident(ctx: Context, actor: Actor, filing: Filing): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const { service, ...references } = await resolveReferences(tx, actor, filing);
    const answers = checkForm(service, filing.form);
    const draft = await draftOf(tx, filing, references);
    const { due, breaches } = await beginPromises(tx, draft, service, filing.answeredAt);
    const promised = { ...draft, ...due };
    const incident: Incident = { ...promised, nextDueAt: nextDueAt(promised) };
    await insertIncident(tx.db.sql, incident);
    if (answers.length > 0) await insertForm(tx.db.sql, incident.id, answers);
    await beginEscalation(tx, incident);
    await indexIncident(tx, incident, { isNew: answers.length === 0 });
    const { status, priority } = incident;
    const backdated = incident.openedAt < incident.updatedAt && { openedAt: incident.openedAt };
    await recordHappening(tx, actor, incident, { kind: 'filed', detail: { status, priority, source: incident.sourceType, ...backdated } });
    await noteBreaches(tx, incident, breaches);
    await tell(tx, actor, incident, 'incident.filed', [incident.requesterId]);
    return incident;
  });
}

type References = Pick<Incident, 'requesterId' | 'serviceId' | 'assetId' | 'supportGroupId'>;

async function resolveReferences(tx: Context, actor: Actor, filing: Filing): Promise<References & { service: Service | null }> {
  const requesterId = filing.requesterId ?? actor.id;
  if (requesterId !== actor.id && !mayFileForOthers(actor)) throw new Problem('forbidden', 'Only technicians file for others');
  if (filing.tags?.length && !mayFileForOthers(actor)) throw new Problem('forbidden', 'Only technicians give tags');
  if (requesterId !== null && requesterId !== actor.id) await knownPerson(tx, requesterId, '/requesterId');
  const service = filing.serviceId ? await knownService(tx, filing.serviceId) : null;
  if (filing.supportGroupId) await checkSupportGroup(tx, filing.supportGroupId);
  return {
    service,
    requesterId,
    serviceId: service?.id ?? null,
    assetId: filing.assetId ? await knownAssetId(tx, actor, filing.assetId) : null,
    supportGroupId: filing.supportGroupId ?? service?.supportGroupId ?? (await defaultSupportGroup(tx.db.sql))?.id ?? null,
  };
}

async function draftOf(tx: Context, filing: Filing, references: References): Promise<Incident> {
  const now = tx.clock();
  const { title, description = '', impact, urgency } = filing;
  return {
    ...noPromises,
    ...references,
    id: newId(),
    number: await nextNumber(tx.db.sql, 'incidents'),
    title,
    description,
    status: 'new',
    isOpen: true,
    impact,
    urgency,
    raisedSteps: 0,
    priority: priorityOf(impact, urgency),
    assigneeId: null,
    sourceType: filing.source?.type ?? 'person',
    dedupKey: filing.source?.key ?? null,
    openedAt: filing.openedAt && filing.openedAt < now ? filing.openedAt : now,
    updatedAt: now,
    acknowledgedAt: null,
    nextDueAt: now,
    pendingReason: null,
    resumeAt: null,
    resolutionCode: null,
    resolutionNote: null,
    resolvedAt: null,
    resolvedById: null,
    closedAt: null,
    mergedIntoId: null,
    tags: tidyTags(filing.tags ?? []),
    version: 1,
  };
}
