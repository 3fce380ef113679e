import type { announcementAnswer, announcementItem } from '../../../server/announcements/announcement-schemas.ts';
import type {
  cardAnswer,
  majorAnswer,
  majorListItem,
  publicMajor,
  serviceStatusAnswer,
  timelineEntry,
} from '../../../server/major-incidents/major-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Announcement = Answer<typeof announcementAnswer>;
export type AnnouncementItem = Answer<typeof announcementItem>;
export type MajorItem = Answer<typeof majorListItem>;
export type Major = Answer<typeof majorAnswer>;
export type MajorCardAnswer = Answer<typeof cardAnswer>;
export type PublicMajor = Answer<typeof publicMajor>;
export type ServiceStatus = Answer<typeof serviceStatusAnswer>;
export type TimelineLine = Answer<typeof timelineEntry>;
export type Stage = Major['stage'];
export interface Bilingual {
  en: string;
  fr: string;
}
