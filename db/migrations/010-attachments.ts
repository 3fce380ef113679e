import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Files of incidents; their bytes lie in DATA_DIR/attachments under their SHA-256. */
export const attachments: Migration = {
  name: '010-attachments',
  async up(sql) {
    await sql.schema.createTable('attachments', (t) => {
      idColumn(t);
      t.text('incident_id').notNullable().references('incidents.id');
      t.text('comment_id').references('incident_comments.id');
      t.text('sha256').notNullable();
      t.text('name').notNullable();
      t.text('content_type').notNullable();
      t.bigInteger('size_bytes').notNullable();
      oneOf(t, 'visibility', ['public', 'internal']).notNullable();
      t.text('uploaded_by_id').references('people.id');
      instant(t, 'created_at').notNullable();
      t.index(['incident_id', 'id']);
      t.index(['comment_id']);
      t.index(['sha256']);
    });
  },
};
