import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Known answers with every version kept, what people thought of them, and incidents that they made needless. */
export const portal: Migration = {
  name: '023-portal',
  async up(sql) {
    await sql.schema.createTable('articles', (t) => {
      idColumn(t);
      t.text('title').notNullable();
      t.text('body').notNullable();
      oneOf(t, 'language', ['en', 'fr']).notNullable();
      t.text('service_id').references('services.id');
      oneOf(t, 'audience', ['everybody', 'technicians']).notNullable();
      t.boolean('is_published').notNullable();
      t.integer('helpful').notNullable();
      t.integer('unhelpful').notNullable();
      t.integer('deflections').notNullable();
      t.integer('version').notNullable();
      t.text('author_id').references('people.id');
      instant(t, 'created_at').notNullable();
      instant(t, 'updated_at').notNullable();
      t.index(['is_published', 'updated_at', 'id']);
    });
    await sql.schema.createTable('article_versions', (t) => {
      t.text('article_id').notNullable().references('articles.id').onDelete('CASCADE');
      t.integer('version').notNullable();
      t.text('title').notNullable();
      t.text('body').notNullable();
      t.text('author_id').references('people.id');
      instant(t, 'saved_at').notNullable();
      t.primary(['article_id', 'version']);
    });
    await sql.schema.createTable('article_votes', (t) => {
      t.text('article_id').notNullable().references('articles.id').onDelete('CASCADE');
      t.text('person_id').notNullable().references('people.id');
      t.boolean('is_helpful').notNullable();
      t.primary(['article_id', 'person_id']);
    });
    await sql.schema.createTable('article_deflections', (t) => {
      idColumn(t);
      t.text('article_id').notNullable().references('articles.id').onDelete('CASCADE');
      t.text('person_id').notNullable().references('people.id');
      t.text('asked').notNullable();
      instant(t, 'happened_at').notNullable();
      t.index(['article_id', 'happened_at']);
    });
  },
};
