import type { Asset } from '../assets/asset.ts';
import type { Language } from '../people/person.ts';
import { Problem } from '../platform/problem.ts';
import type { Signature } from './signature.ts';

/** `out`: things go to the person; `in`: they come back. */
export const directions = ['out', 'in'] as const;
export type Direction = (typeof directions)[number];

export const handOverStates = ['waiting', 'signed', 'declined', 'withdrawn'] as const;
export type HandOverState = (typeof handOverStates)[number];

/** Drawn with a finger at the desk, confirmed by the link of a mail, or by a click in the person's own account. */
export const waysToSign = ['drawn', 'link', 'account'] as const;
export type WayToSign = (typeof waysToSign)[number];

/** Several things on one signature. Everything that the paper says is kept as it was when it was written. */
export interface HandOver {
  id: string;
  number: number;
  direction: Direction;
  state: HandOverState;
  personId: string;
  personName: string;
  clerkId: string | null;
  clerkName: string;
  language: Language;
  timeZone: string;
  dueAt: Date | null;
  note: string | null;
  text: string;
  textHash: string;
  signedHow: WayToSign | null;
  signature: Signature | null;
  decidedAt: Date | null;
  declineReason: string | null;
  reminders: number;
  remindAt: Date | null;
  version: number;
  createdAt: Date;
}

export interface HandOverItem {
  handOverId: string;
  position: number;
  assetId: string;
  tag: string;
  name: string;
  serial: string | null;
  make: string | null;
  condition: string | null;
}

/** `12` → `HO-12`. */
export const handOverNumber = (number: number): string => `HO-${number}`;

/** `HO-12`, `ho-12` or `12` → 12; null for what is no number. */
export function parseHandOverNumber(text: string): number | null {
  const digits = /^(?:HO-)?(\d{1,9})$/i.exec(text)?.[1];
  return digits ? Number(digits) : null;
}

/** What a paper says of an asset. */
export const itemOf = (asset: Asset, condition: string | null): Omit<HandOverItem, 'handOverId' | 'position'> => ({
  assetId: asset.id,
  tag: asset.tag,
  name: asset.name,
  serial: asset.serial,
  make: [asset.manufacturer, asset.model].filter(Boolean).join(' ') || null,
  condition,
});

/** Throws 409 when it is decided already. */
export function checkWaiting(handOver: Pick<HandOver, 'number' | 'state'>): void {
  if (handOver.state !== 'waiting') throw new Problem('conflict', `${handOverNumber(handOver.number)} is ${handOver.state} already`);
}

/** Throws 409 when somebody would sign another text than the one that they were shown. */
export function checkShownText(textHash: string, shownHash: string | undefined): void {
  if (shownHash !== undefined && shownHash !== textHash)
    throw new Problem('conflict', 'The text is another than the one that was shown: show it again, and have that one signed');
}
