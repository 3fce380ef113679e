import { type Actor, hasRole } from '../platform/actor.ts';
import type { Audit } from './audit.ts';

/** Whoever began a stock-take may close it and take its closing back, and so may leads. */
export const mayCloseAudit = (actor: Actor, audit: Pick<Audit, 'createdById'>): boolean =>
  hasRole(actor, 'lead') || (hasRole(actor, 'technician') && actor.id !== null && actor.id === audit.createdById);
