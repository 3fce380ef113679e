import { z } from 'zod';
import { assetRefAnswer } from '../assets/asset-schemas.ts';
import { supplierRef } from '../finance/supplier-schemas.ts';
import { personRefAnswer } from '../people/person-schemas.ts';
import { amount, currency } from '../platform/money.ts';
import { calendarDate, id, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';
import { licenceMetrics } from './licence.ts';

const fields = {
  name: line(200),
  publisher: line(200).nullable(),
  metric: z.enum(licenceMetrics),
  seats: z.number().int().min(1).max(1_000_000).nullable(),
  supplierId: id.nullable(),
  orderNumber: line(120).nullable(),
  purchasedOn: calendarDate.nullable(),
  cost: amount.nullable(),
  currency: currency.nullable(),
  expiresOn: calendarDate.nullable(),
  isReassignable: z.boolean(),
  notes: text(10_000).nullable(),
  softwareIds: z.array(id).max(100),
  /** Kept encrypted, and shown on its own address to leads. */
  key: text(10_000).nullable(),
};

export const newLicence = z.strictObject({
  name: fields.name,
  publisher: fields.publisher.default(null),
  metric: fields.metric.default('person'),
  seats: fields.seats.default(null),
  supplierId: fields.supplierId.default(null),
  orderNumber: fields.orderNumber.default(null),
  purchasedOn: fields.purchasedOn.default(null),
  cost: fields.cost.default(null),
  currency: fields.currency.default(null),
  expiresOn: fields.expiresOn.default(null),
  isReassignable: fields.isReassignable.default(true),
  notes: fields.notes.default(null),
  softwareIds: fields.softwareIds.default([]),
  key: fields.key.default(null),
});
export type NewLicence = z.output<typeof newLicence>;

/** Who takes a seat stays what it is. */
export const licenceChanges = z.strictObject(fields).omit({ metric: true }).partial();
export type LicenceChanges = z.output<typeof licenceChanges>;

const software = z.object({ id, name: z.string(), publisher: z.string().nullable() });

export const licenceAnswer = z
  .object({
    id,
    name: z.string(),
    publisher: z.string().nullable(),
    metric: z.enum(licenceMetrics),
    seats: z.number().int().nullable(),
    seatsUsed: z.number().int(),
    /** How many seats the installations that agents found need; null while the licence names no software. */
    installed: z.number().int().nullable(),
    /** Seats of all licences in force for the same software, null for any number. */
    pooledSeats: z.number().int().nullable(),
    overuse: z.number().int(),
    software: z.array(software),
    hasKey: z.boolean(),
    supplier: supplierRef.nullable(),
    orderNumber: z.string().nullable(),
    purchasedOn: z.string().nullable(),
    cost: z.number().nullable(),
    currency: z.string().nullable(),
    expiresOn: z.string().nullable(),
    isExpired: z.boolean(),
    isReassignable: z.boolean(),
    notes: z.string().nullable(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'Licence' });
export type LicenceAnswer = z.output<typeof licenceAnswer>;
export const licencePage = page(licenceAnswer);

export const licenceQuery = z.object({ ...pageQuery, q: text(200, 0).optional(), supplierId: id.optional() });
export type LicenceQuery = z.output<typeof licenceQuery>;

export const keyAnswer = z.object({ key: z.string().nullable() });

export const seatBody = z
  .strictObject({ personId: id.optional(), assetId: id.optional(), note: line(500).nullable().default(null) })
  .refine((body) => Boolean(body.personId) !== Boolean(body.assetId), { message: 'give exactly one of personId and assetId' });
export type SeatInput = z.output<typeof seatBody>;

/** Why a seat may be free for somebody else. */
export const idleReasons = ['left', 'gone', 'not_installed'] as const;

export const seatAnswer = z
  .object({
    id,
    licence: z.object({ id, name: z.string() }),
    person: personRefAnswer.nullable(),
    asset: assetRefAnswer.nullable(),
    note: z.string().nullable(),
    assignedAt: instantAnswer,
    assignedBy: z.string(),
    freedAt: instantAnswer.nullable(),
    freedBy: z.string().nullable(),
    freedBecause: z.string().nullable(),
    idle: z.enum(idleReasons).nullable(),
  })
  .meta({ id: 'LicenceSeat' });
export type SeatAnswer = z.output<typeof seatAnswer>;
export const seatPage = page(seatAnswer);
export const seatQuery = z.object({ ...pageQuery, freed: z.enum(['true', 'false']).default('false') });
export const seatParams = z.object({ id, seatId: id });

export const freeBody = z.strictObject({ seatIds: z.array(id).min(1).max(500), because: line(200).nullable().default(null) });

export const useAnswer = z
  .object({
    installed: z.number().int(),
    pooledSeats: z.number().int().nullable(),
    overuse: z.number().int(),
    /** Installed without a seat; the first 200. */
    withoutSeat: z.array(z.object({ asset: assetRefAnswer, person: personRefAnswer.nullable() })),
    withoutSeatCount: z.number().int(),
    /** Seats that somebody else could use; the first 200. */
    idle: z.array(seatAnswer),
  })
  .meta({ id: 'LicenceUse' });
