import type { licenceAnswer, seatAnswer, useAnswer } from '../../../server/licences/licence-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Licence = Answer<typeof licenceAnswer>;
export type Seat = Answer<typeof seatAnswer>;
export type LicenceUse = Answer<typeof useAnswer>;
