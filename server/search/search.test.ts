import { expect } from 'chai';
import fc from 'fast-check';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { find, findForgiving, indexDocument, outdatedDocuments, removeDocument, whereMatches } from './search.ts';

const at = new Date('2026-11-20T15:45:00.000Z');

eachDatabase('search', (db) => {
  const put = (id: string, title: string, body = '', internal = '', type = 'incident') =>
    transact({ db: db() }, (tx) => indexDocument(tx.db.sql, { type, id, title, body, internal, at }));
  const ids = async (q: string, options: { withInternal?: boolean; types?: string[]; limit?: number } = {}): Promise<string[]> =>
    (await find(db().sql, q, { visible: () => {}, ...options })).map(({ id }) => id);

  before(async () => {
    await put('a', 'INC-1042 Imprimante bloquée', 'Le cœur du problème : bourrage papier à Orléans', 'Toner remplacé');
    await put('b', 'INC-1043 Printer on fire', 'The printer on the third floor. imprimante');
    await put('c', 'INC-1044 Straße ohne Licht', 'Łódź Ærø 東京のプリンター');
    await put('d', 'AST-00042 ThinkPad', 'serial PF-3XYZ', '', 'asset');
  });

  it('folds accents, case and ligatures', async () => {
    expect(await ids('BLOQUEE')).to.deep.equal(['a']);
    expect(await ids('coeur orleans')).to.deep.equal(['a']);
    expect(await ids('strasse')).to.deep.equal(['c']);
    expect(await ids('lodz aero')).to.deep.equal(['c']);
    expect(await ids('lodz aer')).to.deep.equal(['c']);
    expect(await ids('cœ')).to.deep.equal(['a']);
  });

  it('takes the last word as a beginning and the others whole', async () => {
    expect(await ids('printer flo')).to.deep.equal(['b']);
    expect(await ids('prin floor')).to.deep.equal([]);
  });

  it('ranks the title above the body', async () => expect(await ids('imprimante')).to.deep.equal(['a', 'b']));

  it('finds numbers as people write them', async () => {
    expect(await ids('INC-1042')).to.deep.equal(['a']);
    expect(await ids('1042')).to.deep.equal(['a']);
    expect(await ids('ast 00042')).to.deep.equal(['d']);
    expect(await ids('PF-3xyz')).to.deep.equal(['d']);
  });

  it('finds characters of scripts without blanks', async () => expect(await ids('東京')).to.deep.equal(['c']));

  it('keeps internal words from who may not read them', async () => {
    expect(await ids('toner')).to.deep.equal([]);
    expect(await ids('toner', { withInternal: true })).to.deep.equal(['a']);
    expect(await ids('bourrage toner', { withInternal: true })).to.deep.equal(['a']);
    expect(await ids('bourrage toner')).to.deep.equal([]);
  });

  it('narrows by type and by what the caller lets through', async () => {
    expect(await ids('thinkpad', { types: ['incident'] })).to.deep.equal([]);
    const seen = await find(db().sql, 'imprimante', { visible: (query) => void query.whereIn('d.subjectId', ['b']) });
    expect(seen.map(({ id }) => id)).to.deep.equal(['b']);
  });

  it('narrows a list and leaves it alone when nothing is asked', async () => {
    const listed = async (q: string) => {
      const query = db().sql('searchDocuments').select('subjectId').orderBy('subjectId');
      whereMatches(db().sql, query, 'subjectId', q, { type: 'incident' });
      return (await query).map(({ subjectId }: { subjectId: string }) => subjectId);
    };
    expect(await listed('imprimante')).to.deep.equal(['a', 'b']);
    expect(await listed(' "" ')).to.have.length(4);
  });

  it('forgets old words and removed subjects', async () => {
    await put('e', 'zebra');
    await put('e', 'yak');
    expect([await ids('zebra'), await ids('yak')]).to.deep.equal([[], ['e']]);
    await transact({ db: db() }, (tx) => removeDocument(tx.db.sql, 'incident', 'e'));
    await transact({ db: db() }, (tx) => removeDocument(tx.db.sql, 'incident', 'e'));
    expect(await ids('yak')).to.deep.equal([]);
  });

  it('knows which documents were indexed in an earlier way', async () => {
    await put('old', 'walnut');
    await transact({ db: db() }, (tx) => tx.db.sql('searchDocuments').where({ subjectId: 'old' }).update({ wordsVersion: 1 }));
    expect(await outdatedDocuments(db().sql, 'incident', 10)).to.deep.equal(['old']);
    await put('old', 'walnut');
    expect(await outdatedDocuments(db().sql, 'incident', 10)).to.deep.equal([]);
    await transact({ db: db() }, (tx) => removeDocument(tx.db.sql, 'incident', 'old'));
  });

  it('undoes with the transaction', async () => {
    const failing = transact({ db: db() }, async (tx) => {
      await indexDocument(tx.db.sql, { type: 'incident', id: 'f', title: 'walrus', body: '', at });
      throw new Error('no');
    });
    await failing.catch(() => {});
    expect(await ids('walrus')).to.deep.equal([]);
  });

  it('survives any query and any document', async () => {
    const hostile = [
      '"',
      '*',
      'a" OR "b',
      'title:x',
      'NEAR(a b)',
      '-',
      "'",
      "a':*B",
      '&|!()',
      '\u0000',
      'NOT',
      '{title} : a',
      '%',
      '\\',
      '🙂',
    ];
    for (const q of hostile) {
      await ids(q, { withInternal: true });
      await findForgiving(db().sql, q, { visible: () => {} });
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }), async (q, text) => {
        await put('g', text, q);
        await ids(q);
        await ids(text, { withInternal: true });
      }),
      { numRuns: 60 },
    );
  });

  it('takes a pasted log of megabytes', async () => {
    const log = Array.from({ length: 200_000 }, (_, i) => `line${i % 5000} ${i}`).join('\n');
    await put('h', 'huge', log, log);
    expect(await ids('huge')).to.deep.equal(['h']);
  });
});
