export const simStatuses = ['spare', 'active', 'suspended', 'cancelled'] as const;
export type SimStatus = (typeof simStatuses)[number];

/** A SIM card, or a profile of an eSIM: it has a line, and moves from mobile to mobile. */
export interface Sim {
  id: string;
  iccid: string;
  lineNumber: string | null;
  carrier: string | null;
  /** What was ordered for it. */
  plan: string | null;
  status: SimStatus;
  /** The asset that it is in. */
  assetId: string | null;
  sealedPin: string | null;
  sealedPuk: string | null;
  contractEndsOn: string | null;
  notes: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A stay of a SIM card in an asset; it lasts while nobody took it out. */
export interface Placement {
  id: string;
  simId: string;
  assetId: string;
  placedAt: Date;
  placedBy: string;
  takenAt: Date | null;
  takenBy: string | null;
}

/** True when the last digit is the check digit of those before it (ISO/IEC 7812, Luhn). */
export function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** The number on the card without blanks, or null when it is none: 18 to 20 digits that begin with 89 and end in a check digit (ITU-T E.118). */
export function normalIccid(text: string): string | null {
  // Readers put an F behind numbers of odd length.
  const digits = text.replace(/[\s.-]/g, '').replace(/f$/i, '');
  return /^89\d{16,18}$/.test(digits) && hasCheckDigit(digits) ? digits : null;
}

/** A line as it is dialled, without what only people read; null when it is no number. */
export function normalLine(text: string): string | null {
  const dialled = text.replace(/[\s().\-/\u00a0\u202f]/g, '').replace(/^00(?=[1-9])/, '+');
  return /^\+?\d{3,15}$/.test(dialled) ? dialled : null;
}
