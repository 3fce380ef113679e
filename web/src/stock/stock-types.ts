import type { availabilityAnswer, kitAnswer, kitHandOutAnswer } from '../../../server/kits/kit-schemas.ts';
import type { loanAnswer, movementAnswer, stockItemAnswer } from '../../../server/stock/stock-schemas.ts';
import type { Answer } from '../api/types.ts';

export type StockItem = Answer<typeof stockItemAnswer>;
export type Movement = Answer<typeof movementAnswer>;
export type Loan = Answer<typeof loanAnswer>;
export type Kit = Answer<typeof kitAnswer>;
export type KitAvailability = Answer<typeof availabilityAnswer>;
export type KitHandOut = Answer<typeof kitHandOutAnswer>;
