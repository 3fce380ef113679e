import { type Actor, hasRole } from '../platform/actor.ts';
import type { HandOver } from './hand-over.ts';

/** People see the papers that they sign; technicians see all. */
export const maySeeHandOver = (actor: Actor, { personId }: Pick<HandOver, 'personId'>): boolean =>
  hasRole(actor, 'technician') || (actor.id !== null && actor.id === personId);

/** Who signs is the person alone; at the desk a technician holds the pad for a signature that is drawn. */
export const maySign = (actor: Actor, { personId }: Pick<HandOver, 'personId'>, isDrawn: boolean): boolean =>
  actor.id === personId || (isDrawn && hasRole(actor, 'technician'));
