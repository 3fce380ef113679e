/** Who made an asset and what they call it; either may be unknown. */
export interface Make {
  manufacturer: string | null;
  model: string | null;
}

/** A maker as a record. Assets carry its name. */
export interface Manufacturer {
  id: string;
  name: string;
  url: string | null;
  supportUrl: string | null;
  supportPhone: string | null;
  supportEmail: string | null;
  notes: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A model as a record. Assets carry its name beside their maker's. */
export interface Model {
  id: string;
  manufacturer: string | null;
  name: string;
  modelNumber: string | null;
  kind: string | null;
  /** Warranty of what is bought new. */
  warrantyMonths: number | null;
  lifeMonths: number | null;
  url: string | null;
  notes: string | null;
  isActive: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** Another writing that means the same. */
export interface Alias {
  nameKey: string;
  name: string;
}

const legalForms = new Set(
  'inc incorporated corp corporation co company ltd limited llc gmbh ag sa sas sarl bv nv oy ab plc kg srl spa international intl group technologies technology computer computers electronics systems'.split(
    ' ',
  ),
);

/** A maker's name without legal forms and signs: what two writings of the same maker have in common. */
export function coreName(nameKey: string): string {
  const words = nameKey
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  const core = words.filter((word, i) => i === 0 || !legalForms.has(word));
  return core.join(' ');
}
