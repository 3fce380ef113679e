import type { Language } from '../people/person.ts';
import { type Actor, hasRole } from '../platform/actor.ts';

export const audiences = ['everybody', 'technicians'] as const;

/** A known answer: what to do when something does not work. */
export interface Article {
  id: string;
  title: string;
  body: string;
  language: Language;
  serviceId: string | null;
  audience: (typeof audiences)[number];
  /** Until a lead publishes it, only technicians read it. */
  isPublished: boolean;
  helpful: number;
  unhelpful: number;
  /** How often somebody said that it made an incident needless. */
  deflections: number;
  version: number;
  authorId: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** Employees read what is published for everybody. */
export const mayRead = (actor: Actor, { audience, isPublished }: Pick<Article, 'audience' | 'isPublished'>): boolean =>
  hasRole(actor, 'technician') || (isPublished && audience === 'everybody');

/** Technicians write; what is published is changed, and published, by leads. */
export const mayWrite = (actor: Actor, { isPublished }: Pick<Article, 'isPublished'>): boolean =>
  hasRole(actor, isPublished ? 'lead' : 'technician');
