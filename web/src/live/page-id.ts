import { randomUuid } from '../ui/random-uuid.ts';

/** What this page calls itself for as long as it is loaded, so that it knows its own drafts again; another tab is another page. */
export const pageId: string = randomUuid();
