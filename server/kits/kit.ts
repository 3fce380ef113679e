/** What lies in a kit: some of a stock item, devices of a kind and model, a seat of a licence. */
export type KitLine =
  | { type: 'stock'; itemId: string; quantity: number }
  | { type: 'asset'; kind: string; model: string | null; quantity: number }
  | { type: 'licence'; licenceId: string };

export interface Kit {
  id: string;
  name: string;
  notes: string | null;
  lines: KitLine[];
  isActive: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What was really handed out. */
export type KitContent =
  | { type: 'stock'; id: string; name: string; quantity: number; isLent: boolean }
  | { type: 'asset'; id: string; name: string; tag: string }
  | { type: 'licence'; id: string; name: string; seatId: string };

export interface KitHandOut {
  id: string;
  kitId: string;
  kitName: string;
  holderType: 'person' | 'location';
  holderId: string;
  contents: KitContent[];
  note: string | null;
  actorId: string | null;
  actorName: string;
  handedOutAt: Date;
  returnedAt: Date | null;
}

/** How much of a line there is; `available` is null for a licence without a limit. */
export interface LineState {
  /** The line's place in the kit, from 0. */
  line: number;
  name: string;
  wanted: number;
  available: number | null;
  isMissing: boolean;
}
