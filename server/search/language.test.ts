import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { find, findForgiving, findSimilar, indexDocument } from './search.ts';

const at = new Date('2026-11-20T15:45:00.000Z');
const documents = {
  printer: ['Printers are printing blank pages', 'The printer on the third floor'],
  imprimante: ['Imprimantes bloquées', 'Les connexions aux réseaux sont coupées'],
  wifi: ['No Wi-Fi in the meeting room', 'Access point AP-0042'],
  tokyo: ['東京都のプリンター', '京都 is another town'],
  phone: ['iPhone15 lost', 'serial PF-3XYZ, 10.0.12.7'],
  keyboard: ['Keyboard lacks a key', ''],
  hotspot: ['Hotspot needs a password', ''],
  vpn: ['VPN drops every hour', 'The tunnel of the notebook breaks and reconnects'],
};

eachDatabase('search in people’s words', (db) => {
  before(async () => {
    for (const [id, [title, body]] of Object.entries(documents))
      await transact({ db: db() }, (tx) =>
        indexDocument(tx.db.sql, { type: 'incident', id, title: title as string, body: body as string, at }),
      );
  });
  const ids = async (q: string): Promise<string[]> => (await find(db().sql, q, { visible: () => {} })).map(({ id }) => id);
  const forgiven = async (q: string) => {
    const { found, isCorrected } = await findForgiving(db().sql, q, { visible: () => {} });
    return [...found.map(({ id }) => id), isCorrected];
  };

  it('finds English words by their root', async () => {
    expect(await ids('print page')).to.deep.equal(['printer']);
    expect(await ids('printed pages')).to.deep.equal(['printer']);
    expect(await ids('dropping tunnels')).to.deep.equal(['vpn']);
  });

  it('finds French words by their root, with accents or without', async () => {
    for (const q of ['imprimante bloquée', 'imprimer bloquer', 'connexion réseau', 'connexions reseaux', 'IMPRIMANTES BLOQUEES'])
      expect(await ids(q), q).to.deep.equal(['imprimante']);
  });

  it('reads past the words that hold a sentence together', async () => {
    expect(await ids('le réseau est coupé dans la')).to.deep.equal(['imprimante']);
    expect(await ids('there is no wi-fi in my room')).to.deep.equal(['wifi']);
    expect(await ids('in')).to.include('wifi');
  });

  it('finds what signs hold together, however it is written', async () => {
    for (const q of ['wifi', 'wi-fi', 'Wi‑Fi', 'WIFI meeting']) expect(await ids(q), q).to.deep.equal(['wifi']);
    for (const q of ['pf3xyz', 'PF-3XYZ', 'pf-3x', 'iphone 15', 'iphone15', '10.0.12.7']) expect(await ids(q), q).to.deep.equal(['phone']);
    expect(await ids('ap0042')).to.deep.equal(['wifi']);
  });

  it('finds neighbours of a script without blanks, not strangers', async () => {
    expect(await ids('京都')).to.deep.equal(['tokyo']);
    expect(await ids('東京')).to.deep.equal(['tokyo']);
    expect(await ids('東都')).to.deep.equal([]);
    expect(await ids('プリンター')).to.deep.equal(['tokyo']);
  });

  it('forgives a typing mistake, and says so', async () => {
    expect(await forgiven('pritner floor')).to.deep.equal(['printer', true]);
    expect(await forgiven('imprimente bloquee')).to.deep.equal(['imprimante', true]);
    expect(await forgiven('keybaord')).to.deep.equal(['keyboard', true]);
    expect(await forgiven('hot spot')).to.deep.equal(['hotspot', true]);
    expect(await forgiven('wi fi')).to.deep.equal(['wifi', false]);
    expect(await forgiven('printer floor')).to.deep.equal(['printer', false]);
    expect(await forgiven('zzzzzzzz')).to.deep.equal([false]);
  });

  it('finds what is about the same thing', async () => {
    const similar = await findSimilar(db().sql, 'My notebook loses the VPN tunnel, it drops all the time', { visible: () => {} });
    expect(similar[0]?.id).to.equal('vpn');
    expect(await findSimilar(db().sql, 'and the of', { visible: () => {} })).to.deep.equal([]);
  });
});
