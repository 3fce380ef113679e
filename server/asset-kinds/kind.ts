import type { FieldType } from './field-value.ts';
import type { Transitions } from './lifecycle.ts';

/** The kinds that the program knows by itself; own kinds are treated as one of them. */
export const builtInKinds = ['computer', 'server', 'phone', 'mobile', 'network', 'printer', 'peripheral', 'other'] as const;
export type BuiltInKind = (typeof builtInKinds)[number];

/** A name in the languages of the pages. */
export interface Bilingual {
  en: string;
  fr: string;
}

/** A kind of asset. */
export interface Kind {
  /** What assets and programs call it; it never changes. */
  key: string;
  name: Bilingual;
  /** The built-in kind as which it is treated: backups, SIM cards, identifiers. */
  base: BuiltInKind;
  icon: string;
  isBuiltIn: boolean;
  /** Whether new assets may be of it. */
  isActive: boolean;
  position: number;
  /** Null: as all others. */
  transitions: Transitions | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface FieldChoice {
  value: string;
  name: Bilingual;
  /** What is set aside stays where it was chosen and is offered no more. */
  isActive: boolean;
}

/** What values of a field must be like, as far as its type asks. */
export interface FieldRules {
  min?: number | undefined;
  max?: number | undefined;
  decimals?: number | undefined;
  unit?: string | undefined;
  maxLength?: number | undefined;
  format?: 'any' | 'digits' | 'alphanumeric' | 'ip' | 'mac' | undefined;
  /** `A` a letter, `0` a digit, `*` either; everything else stands for itself. */
  mask?: string | undefined;
}

/** A field that administrators added. Several kinds may have it. */
export interface Field {
  id: string;
  /** What the API calls it; it never changes. */
  key: string;
  name: Bilingual;
  hint: Bilingual | null;
  type: FieldType;
  choices: FieldChoice[];
  rules: FieldRules;
  isUnique: boolean;
  isSearchable: boolean;
  /** Who holds an asset sees it, too. */
  isPublic: boolean;
  isActive: boolean;
  position: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A field as one kind has it. */
export interface KindField extends Field {
  isRequired: boolean;
}
