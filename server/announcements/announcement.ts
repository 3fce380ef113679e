export const announcementKinds = ['info', 'maintenance', 'outage'] as const;
export type AnnouncementKind = (typeof announcementKinds)[number];

/** Words in both languages of the pages. */
export interface Bilingual {
  en: string;
  fr: string;
}

/** Whom an announcement is for: everybody who fits all of what is named. */
export interface Audience {
  departments: string[];
  /** Those locations and all below them. */
  locationIds: string[];
  /** What it is about; with `isForFollowers` it is only for those who follow one of these. */
  serviceIds: string[];
  isForFollowers: boolean;
}

export interface Announcement extends Audience {
  id: string;
  kind: AnnouncementKind;
  title: Bilingual;
  body: Bilingual;
  /** While it is shown. */
  fromAt: Date;
  untilAt: Date;
  /** When what it announces happens, if that is another time. */
  startsAt: Date | null;
  endsAt: Date | null;
  isWithdrawn: boolean;
  sourceType: string | null;
  sourceId: string | null;
  createdById: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** Until when something without an end is shown; far away, so that one comparison finds what is over. */
export const noEnd = new Date('9999-12-31T00:00:00.000Z');

/** What decides whether an announcement is for a person. */
export interface Reader {
  department: string | null;
  /** Their location and all above it. */
  locationIds: readonly string[];
  followedServiceIds: readonly string[];
}

/** True when the announcement is for this person. */
export function isFor(audience: Audience, reader: Reader): boolean {
  const fold = (text: string): string => text.trim().toLowerCase();
  const { departments, locationIds, serviceIds } = audience;
  if (departments.length > 0 && !departments.some((name) => reader.department !== null && fold(name) === fold(reader.department)))
    return false;
  if (locationIds.length > 0 && !locationIds.some((id) => reader.locationIds.includes(id))) return false;
  return !audience.isForFollowers || serviceIds.some((id) => reader.followedServiceIds.includes(id));
}
