import { z } from 'zod';
import { id, instant, instantAnswer, line, pageQuery, text, version } from '../platform/schemas.ts';
import { announcementKinds } from './announcement.ts';

/** Words in English, French or both; a language that is left out gets the words of the other. */
export const bilingual = (words: z.ZodType<string, string>) =>
  z
    .strictObject({ en: words.optional(), fr: words.optional() })
    .refine(({ en, fr }) => Boolean(en) || Boolean(fr), 'say it in English, in French, or in both')
    .transform(({ en, fr }) => ({ en: en || (fr as string), fr: fr || (en as string) }));

export const bilingualTitle = bilingual(line(160));
export const bilingualText = bilingual(text(5000));
export const bilingualAnswer = z.object({ en: z.string(), fr: z.string() });
const namedRef = z.object({ id, name: z.string() });

const audience = {
  departments: z.array(line(120)).max(100),
  locationIds: z.array(id).max(100),
  serviceIds: z.array(id).max(100),
  isForFollowers: z.boolean(),
};
const optionalText = z
  .strictObject({ en: text(5000, 0).default(''), fr: text(5000, 0).default('') })
  .transform(({ en, fr }) => ({ en: en || fr, fr: fr || en }));

export const newAnnouncement = z.strictObject({
  kind: z.enum(announcementKinds).default('info'),
  title: bilingualTitle,
  body: optionalText.default({ en: '', fr: '' }),
  /** While it is shown; from now on and without an end unless told. */
  from: instant.optional(),
  until: instant.nullable().default(null),
  /** When what it announces happens. */
  startsAt: instant.nullable().default(null),
  endsAt: instant.nullable().default(null),
  departments: audience.departments.default([]),
  locationIds: audience.locationIds.default([]),
  serviceIds: audience.serviceIds.default([]),
  isForFollowers: audience.isForFollowers.default(false),
});

export const announcementChanges = z
  .strictObject({
    kind: z.enum(announcementKinds),
    title: bilingualTitle,
    body: optionalText,
    from: instant,
    until: instant.nullable(),
    startsAt: instant.nullable(),
    endsAt: instant.nullable(),
    ...audience,
  })
  .partial();

/** An announcement as its readers see it. */
export const announcementItem = z
  .object({
    id,
    kind: z.enum(announcementKinds),
    title: bilingualAnswer,
    body: bilingualAnswer,
    from: instantAnswer,
    until: instantAnswer.nullable(),
    startsAt: instantAnswer.nullable(),
    endsAt: instantAnswer.nullable(),
    services: z.array(namedRef),
    /** What speaks through it, such as a major incident. */
    source: z.object({ type: z.string(), id }).nullable(),
    updatedAt: instantAnswer,
    isRead: z.boolean(),
  })
  .meta({ id: 'AnnouncementItem' });

/** An announcement as those see it who keep them. */
export const announcementAnswer = announcementItem
  .omit({ isRead: true })
  .extend({
    departments: z.array(z.string()),
    locations: z.array(namedRef),
    isForFollowers: z.boolean(),
    isWithdrawn: z.boolean(),
    /** How many have opened it, and how many have put it away. */
    readers: z.number().int(),
    dismissals: z.number().int(),
    version,
    createdAt: instantAnswer,
  })
  .meta({ id: 'Announcement' });

export const announcementQuery = z.object({ ...pageQuery });
export const reading = z.strictObject({ isDismissed: z.boolean().default(false) });
