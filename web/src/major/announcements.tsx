import { lazy, Suspense } from 'react';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import type { AnnouncementItem } from './major-types.ts';

const Banners = lazy(async () => ({ default: (await import('./announcement-banners.tsx')).AnnouncementBanners }));

/** What everybody is to know now, above the page; nothing is downloaded for it while there is nothing. */
export function Announcements() {
  const { data } = useGet<Page<AnnouncementItem>>('/announcements');
  if (!data?.items.length) return null;
  return (
    <Suspense fallback={null}>
      <Banners items={data.items} />
    </Suspense>
  );
}
