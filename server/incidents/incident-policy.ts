import { type Actor, hasRole } from '../platform/actor.ts';
import { allows, type Incident } from './incident.ts';

export const isTechnician = (actor: Actor): boolean => hasRole(actor, 'technician');
export const isRequester = (actor: Actor, incident: Pick<Incident, 'requesterId'>): boolean =>
  actor.id !== null && actor.id === incident.requesterId;

/** Employees see what they asked for and what they watch; technicians see everything. */
export const maySee = (actor: Actor, incident: Pick<Incident, 'requesterId'>, isWatching: boolean): boolean =>
  isTechnician(actor) || isRequester(actor, incident) || isWatching;

export const maySeeInternal = (actor: Actor): boolean => isTechnician(actor);
export const mayFileForOthers = (actor: Actor): boolean => isTechnician(actor);

/** Verbs of the people who work on incidents. */
export const mayWork = (actor: Actor): boolean => isTechnician(actor);

/** The requester may correct the words of an open incident; all else of it belongs to technicians. */
export const mayEditWords = (actor: Actor, incident: Pick<Incident, 'requesterId' | 'isOpen'>): boolean =>
  isTechnician(actor) || (isRequester(actor, incident) && incident.isOpen);

/** The requester too may withdraw, confirm that it is solved, or say that it is not. */
export const mayDecide = (actor: Actor, incident: Pick<Incident, 'requesterId'>): boolean =>
  isTechnician(actor) || isRequester(actor, incident);

/** A closed conversation takes only technicians' notes. */
export const mayCommentPublicly = (actor: Actor, incident: Incident): boolean => allows(incident, 'comment') || isTechnician(actor);

/** What the actor may do with the incident now; the page shows a button for each that is true. */
export function permissionsOn(actor: Actor, incident: Incident) {
  const works = mayWork(actor);
  const decides = mayDecide(actor, incident);
  return {
    canEdit: allows(incident, 'edit') && mayEditWords(actor, incident),
    canAssign: works && allows(incident, 'assign'),
    canAcknowledge: works && allows(incident, 'acknowledge') && incident.acknowledgedAt === null,
    canPend: works && allows(incident, 'pend'),
    canResume: works && allows(incident, 'resume'),
    canResolve: works && allows(incident, 'resolve'),
    canReopen: decides && allows(incident, 'reopen'),
    canClose: decides && allows(incident, 'close'),
    canCancel: decides && allows(incident, 'cancel'),
    canComment: mayCommentPublicly(actor, incident),
    canCommentInternally: maySeeInternal(actor),
    canMerge: works && allows(incident, 'merge'),
    canUnmerge: works && allows(incident, 'unmerge'),
  };
}
