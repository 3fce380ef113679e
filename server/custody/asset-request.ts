import { type Actor, hasRole } from '../platform/actor.ts';
import { Problem } from '../platform/problem.ts';

export const requestStates = ['waiting', 'approved', 'refused', 'cancelled', 'fulfilled'] as const;
export type RequestState = (typeof requestStates)[number];

/** Who must agree: nobody, the manager of who is to have it, or a lead. */
export const approvals = ['none', 'manager', 'lead'] as const;
export type Approval = (typeof approvals)[number];

/** Something that people may ask for. */
export interface RequestableItem {
  id: string;
  name: string;
  description: string | null;
  approval: Approval;
  isOffered: boolean;
  version: number;
}

/** Somebody asks for a device. */
export interface AssetRequest {
  id: string;
  number: number;
  personId: string;
  askedById: string;
  itemId: string | null;
  what: string;
  reason: string | null;
  neededOn: string | null;
  state: RequestState;
  /** Who decides; null while any lead may. */
  approverId: string | null;
  decidedById: string | null;
  decisionNote: string | null;
  decidedAt: Date | null;
  handOverId: string | null;
  version: number;
  createdAt: Date;
}

/** `7` → `REQ-7`. */
export const requestNumber = (number: number): string => `REQ-${number}`;

/** `REQ-7` or `7` → 7; null for what is no number. */
export function parseRequestNumber(text: string): number | null {
  const digits = /^(?:REQ-)?(\d{1,9})$/i.exec(text)?.[1];
  return digits ? Number(digits) : null;
}

type Parties = Pick<AssetRequest, 'personId' | 'askedById' | 'approverId'>;

/** Whoever asks, is to have it, or decides sees it; technicians see all. */
export const maySeeRequest = (actor: Actor, { personId, askedById, approverId }: Parties): boolean =>
  hasRole(actor, 'technician') || (actor.id !== null && [personId, askedById, approverId].includes(actor.id));

/** The approver decides, or a lead in their place; nobody decides about what they asked for or are to have. */
export const mayDecide = (actor: Actor, { personId, askedById, approverId }: Parties): boolean =>
  actor.id !== personId && actor.id !== askedById && (actor.id === approverId || hasRole(actor, 'lead'));

/** Whoever asked or is to have it may take it back; technicians too. */
export const mayCancel = (actor: Actor, { personId, askedById }: Parties): boolean =>
  hasRole(actor, 'technician') || actor.id === personId || actor.id === askedById;

/** Throws 409 unless it is in one of these states. */
export function checkRequestState({ number, state }: Pick<AssetRequest, 'number' | 'state'>, allowed: RequestState[]): void {
  if (!allowed.includes(state)) throw new Problem('conflict', `${requestNumber(number)} is ${state} already`);
}
