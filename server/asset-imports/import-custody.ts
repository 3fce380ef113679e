import { type Asset, type CustodianType, isGone, tagKey } from '../assets/asset.ts';
import { mentionsIn, type References, type Texts } from './import-references.ts';

/** Whom a row names as having the asset. */
export interface Custody {
  to: { custodianType: CustodianType; custodianId: string } | null;
  warnings: string[];
  unknownPerson: string | null;
}

const nobody: Custody = { to: null, warnings: [], unknownPerson: null };

/** Reads who has the asset. With no type told, a person, a location and an asset are tried in that order. */
export function custodyIn(texts: Texts, before: Asset | null, references: References): Custody {
  const type = typeIn(texts.custodianType);
  if (type === 'location') return placeIn(texts.custodianLocation ?? texts.custodian ?? texts.location, before, references);
  if (type === 'asset') return hostIn(texts.custodian, references) ?? unknown(texts.custodian);
  const mentions = mentionsIn(texts);
  if (mentions.length === 0) return nobody;
  for (const mention of mentions) {
    const person = references.person(mention);
    if (person && (person.isActive || person.id === before?.custodianId))
      return { ...nobody, to: { custodianType: 'person', custodianId: person.id } };
    if (person) return { ...nobody, warnings: [`${person.name} has left and was not given the asset`] };
  }
  if (type === null && texts.custodian) {
    const place = placeIn(texts.custodian, before, references);
    if (place.to) return place;
    const host = hostIn(texts.custodian, references);
    if (host) return host;
  }
  return unknown(mentions.at(-1));
}

function typeIn(text: string | undefined): CustodianType | null {
  if (!text) return null;
  if (/^(location|lieu|place|emplacement)$/i.test(text)) return 'location';
  return /^(asset|actif|device|matériel)$/i.test(text) ? 'asset' : 'person';
}

function placeIn(text: string | undefined, before: Asset | null, references: References): Custody {
  if (!text) return nobody;
  const presentId = before?.custodianType === 'location' ? before.custodianId : null;
  const id = references.location(text, presentId);
  return id
    ? { ...nobody, to: { custodianType: 'location', custodianId: id } }
    : { ...nobody, warnings: [`There is no location “${text}” to have it`] };
}

function hostIn(text: string | undefined, references: References): Custody | null {
  if (!text) return null;
  const host = references.byTag.get(tagKey(text));
  if (host && isGone(host.status)) return null;
  const id = host?.id ?? references.coming.get(tagKey(text));
  return id ? { ...nobody, to: { custodianType: 'asset', custodianId: id } } : null;
}

const unknown = (mention: string | undefined): Custody =>
  mention ? { to: null, warnings: [`Nobody here is “${mention}”: the asset was given to no one`], unknownPerson: mention } : nobody;
