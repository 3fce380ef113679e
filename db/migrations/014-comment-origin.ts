import type { Migration } from './migration.ts';

/** Whether a person wrote a comment, or a macro or the program did: only what a person says answers the requester. */
export const commentOrigin: Migration = {
  name: '014-comment-origin',
  async up(sql) {
    await sql.raw(
      `alter table incident_comments add column origin text not null default 'person'
       constraint origin_known check (origin in ('person', 'macro', 'automatic', 'mail'))`,
    );
  },
};
