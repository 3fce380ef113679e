import { randomUuid } from '../ui/random-uuid.ts';

const key = 'coulisse-page';

/** What this page calls itself, so that it knows its own drafts and presence again; another tab is another page. */
export const pageId: string = readOwn();

function readOwn(): string {
  try {
    const known = sessionStorage.getItem(key) ?? randomUuid();
    sessionStorage.setItem(key, known);
    return known;
  } catch {
    return randomUuid();
  }
}
