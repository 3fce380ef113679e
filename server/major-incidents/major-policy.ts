import type { Incident } from '../incidents/incident.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { MajorIncident } from './major-incident.ts';

/** Technicians sound the alarm where the house burns (P1, P2); for less, a lead decides. */
export const mayDeclare = (actor: Actor, { priority }: Pick<Incident, 'priority'>): boolean =>
  hasRole(actor, 'lead') || (hasRole(actor, 'technician') && (priority === 'P1' || priority === 'P2'));

/** Who leads it speaks for it; leads may as well. */
export const mayLead = (actor: Actor, { commanderId }: Pick<MajorIncident, 'commanderId'>): boolean =>
  hasRole(actor, 'lead') || (hasRole(actor, 'technician') && actor.id !== null && actor.id === commanderId);

/** Everybody of the desk notes what happens and does tasks. */
export const mayWorkOn = (actor: Actor): boolean => hasRole(actor, 'technician');
