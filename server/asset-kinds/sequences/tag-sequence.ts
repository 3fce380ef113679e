/** Where tags of assets come from: `PAR-{YYYY}-0042`. */
export interface TagSequence {
  id: string;
  prefix: string;
  digits: number;
  suffix: string;
  /** The first number. */
  first: number;
  /** What an asset must be to get its tag here; null asks for nothing. */
  kind: string | null;
  /** There or in whatever lies in it. */
  locationId: string | null;
  companyId: string | null;
  position: number;
  isActive: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What decides from which sequence an asset gets its tag. */
export interface Taggable {
  kind: string;
  locationId: string | null;
  companyId: string | null;
}

/** The first sequence that fits, or null; `above` are the asset's location and all that it lies in. */
export function sequenceThatFits(sequences: TagSequence[], asset: Taggable, above: readonly string[]): TagSequence | null {
  const fits = (sequence: TagSequence) =>
    sequence.isActive &&
    (sequence.kind === null || sequence.kind === asset.kind) &&
    (sequence.companyId === null || sequence.companyId === asset.companyId) &&
    (sequence.locationId === null || above.includes(sequence.locationId));
  return sequences.find(fits) ?? null;
}

const yearPattern = /\{(YYYY|YY)\}/g;

/** True when each year counts for itself. */
export const isYearly = ({ prefix, suffix }: Pick<TagSequence, 'prefix' | 'suffix'>): boolean => /\{(YYYY|YY)\}/.test(prefix + suffix);

/** The tag of this number in this year. */
export function sequenceTag(
  { prefix, digits, suffix }: Pick<TagSequence, 'prefix' | 'digits' | 'suffix'>,
  number: number,
  year: number,
): string {
  const dated = (text: string) => text.replace(yearPattern, (_, form) => String(year).slice(form === 'YY' ? -2 : 0));
  return `${dated(prefix)}${String(number).padStart(digits, '0')}${dated(suffix)}`;
}

/** The counter that the sequence counts with; null is the program's own, `AST-00001`. */
export const counterOf = (sequence: TagSequence | null, year: number): string =>
  sequence ? `assets.sequence.${sequence.id}${isYearly(sequence) ? `.${year}` : ''}` : 'assets';
