import { type Actor, hasRole } from '../platform/actor.ts';
import type { View } from './view.ts';

/** Personal views are their owner's alone; leads and administrators see what any group shares. */
export const maySeeView = (actor: Actor, view: Pick<View, 'ownerId' | 'visibility' | 'supportGroupId'>): boolean =>
  view.visibility === 'all' ||
  (actor.id !== null && view.ownerId === actor.id) ||
  (view.visibility === 'group' && (hasRole(actor, 'lead') || isOfGroup(actor, view.supportGroupId)));

/** Its owner changes a view; leads and administrators what is shared. Nobody changes everybody's first views. */
export const mayChangeView = (actor: Actor, view: Pick<View, 'ownerId' | 'visibility'>): boolean =>
  view.ownerId !== null && (view.ownerId === actor.id || (view.visibility !== 'personal' && hasRole(actor, 'lead')));

/** One shares with groups that one belongs to; leads and administrators with any. */
export const mayShareWith = (actor: Actor, supportGroupId: string): boolean => hasRole(actor, 'lead') || isOfGroup(actor, supportGroupId);

const isOfGroup = (actor: Actor, supportGroupId: string | null): boolean =>
  supportGroupId !== null && actor.supportGroupIds.includes(supportGroupId);
