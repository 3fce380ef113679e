import type { ComponentType } from 'react';
import type { Person } from '../api/types.ts';
import { PersonLicencesCard } from '../licences/person-licences-card.tsx';
import { PersonStockCard } from '../stock/person-stock-card.tsx';
import { PersonDevices } from './person-devices.tsx';
import { PersonIncidents } from './person-incidents.tsx';
import { PersonPapers } from './person-papers.tsx';

/** A card of a person's page; one that has nothing to say about them answers null. */
export type PersonCard = ComponentType<{ person: Person }>;

/** What a person's page joins, in order. A domain adds a card by one line. */
export const personCards: PersonCard[] = [PersonDevices, PersonStockCard, PersonLicencesCard, PersonIncidents, PersonPapers];
