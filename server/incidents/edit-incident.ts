import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { knownAssetId, knownPerson, knownService } from './check-references.ts';
import { takeForChange } from './find-incident.ts';
import { checkAllows, type Incident, priorityOf } from './incident.ts';
import { isTechnician, mayDecide } from './incident-policy.ts';
import type { incidentChanges } from './incident-schemas.ts';
import { retarget } from './promises.ts';
import { tidyTags } from './tag.ts';
import { writeChanges } from './write-incident.ts';

type Edits = z.output<typeof incidentChanges>;

/**
 * Changes the words, impact, urgency or references of an incident; the priority and the promises follow. The requester may
 * change the words of an open one, technicians everything.
 */
export async function editIncident(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  edits: Edits,
  ifMatch: number | null,
): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayDecide, ifMatch);
    checkAllows(incident, 'edit');
    checkMayEdit(actor, incident, edits);
    const changes = await changesOf(tx, actor, incident, edits);
    if (Object.keys(changes).length === 0) return incident;
    const retargeted = await retarget(tx, incident, changes);
    return writeChanges(tx, actor, incident, { ...changes, ...retargeted }, { kind: 'edited' });
  });
}

function checkMayEdit(actor: Actor, incident: Incident, edits: Edits): void {
  if (isTechnician(actor)) return;
  const { title: _, description: __, ...others } = edits;
  if (Object.keys(others).length > 0) throw new Problem('forbidden', 'Only technicians change more than the title and the description');
  if (!incident.isOpen) throw new Problem('conflict', 'Only the words of an open incident can be corrected');
}

/** The fields that really change, checked. */
async function changesOf(tx: Context, actor: Actor, incident: Incident, edits: Edits): Promise<Partial<Incident>> {
  const wanted: Partial<Incident> = Object.fromEntries(Object.entries(edits).filter(([, value]) => value !== undefined));
  if (wanted.tags) wanted.tags = tidyTags(wanted.tags);
  if (wanted.assetId) wanted.assetId = await knownAssetId(tx, actor, wanted.assetId);
  const changes: Partial<Incident> = Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => String(value) !== String(incident[field as keyof Incident])),
  );
  if (changes.serviceId) await knownService(tx, changes.serviceId);
  if (changes.requesterId) await knownPerson(tx, changes.requesterId, '/requesterId');
  const priority = priorityOf(changes.impact ?? incident.impact, changes.urgency ?? incident.urgency, incident.raisedSteps);
  return priority === incident.priority ? changes : { ...changes, priority };
}
