import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { file, noticesOf } from './testing-incidents.ts';

const minuteMs = 60_000;
const pdf = new TextEncoder().encode('%PDF-1.4\n%âãÏÓ\n1 0 obj\n');

eachDatabase('words on an incident', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;
  let id: string;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla] = (await Promise.all([cast.ana, cast.ben, cast.carla].map((actor) => api.as(actor)))) as [Client, Client, Client];
  });
  after(() => api.close());
  beforeEach(async () => {
    id = (await file(ctx, cast.ana)).id;
  });

  const say = async (client: Client, body: string, more: object = {}): Promise<string> => {
    const answer = await client.post(`/incidents/${id}/comments`, { body, ...more });
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    return answer.body.id;
  };
  const letters = async (client: Client) =>
    (await client.get(`/incidents/${id}/timeline?only=comments`)).body.items.filter((item: { comment: object }) => item.comment);
  const letter = async (client: Client) => (await letters(client)).at(-1);

  describe('mentions', () => {
    it('tell and let follow, and say so instead of anything else', async () => {
      await say(ben, '@Carla can you look?', { visibility: 'internal', mentionIds: [cast.carla.id] });
      expect(await noticesOf(ctx, cast.carla, id)).to.deep.equal(['incident.mentioned']);
      const { items } = (await ben.get(`/incidents/${id}/watchers`)).body;
      expect(items.map(({ name }: { name: string }) => name)).to.deep.equal(['Carla']);
      expect((await letter(ben)).comment.mentions).to.deep.equal([{ id: cast.carla.id, name: 'Carla' }]);
      await say(ben, 'Never mind', { visibility: 'internal' });
      expect(await noticesOf(ctx, cast.carla, id)).to.deep.equal(['incident.mentioned', 'incident.noteAdded']);
    });

    it('of an employee in a note are refused, and of a stranger anywhere', async () => {
      const note = { body: '@Ana', visibility: 'internal', mentionIds: [cast.ana.id] };
      const refused = await ben.post(`/incidents/${id}/comments`, note);
      expect([refused.status, refused.body.errors[0].message]).to.deep.equal([422, 'Ana does not read internal notes']);
      const stranger = await ben.post(`/incidents/${id}/comments`, { body: '@Eve', mentionIds: [cast.eve.id] });
      expect(stranger.body.errors[0]).to.deep.equal({
        pointer: '/mentionIds',
        message: 'Eve may not see this incident; add them as a watcher first',
      });
      expect(await letters(ben)).to.have.length(0);
    });

    it('are offered to those who may read: technicians, and in public who takes part', async () => {
      const names = async (client: Client, query: string) =>
        (await client.get(`/incidents/${id}/mentionable?${query}`)).body.items.map(({ name }: { name: string }) => name);
      expect(await names(ben, 'q=')).to.deep.equal(['Ana', 'Carla', 'Dmitri']);
      expect(await names(ben, 'q=a&visibility=internal')).to.deep.equal([]);
      expect(await names(ana, 'q=')).to.deep.equal([]);
      await ben.put(`/incidents/${id}/assignment`, { technicianId: 'me' });
      expect(await names(ana, 'q=b')).to.deep.equal(['Ben']);
    });
  });

  describe('corrections', () => {
    it('keep what stood there, for technicians', async () => {
      const commentId = await say(ben, 'Restrat it');
      const answer = await ben.patch(`/incidents/${id}/comments/${commentId}`, { body: 'Restart it' }, { 'If-Match': '"1"' });
      expect([answer.status, answer.body.body]).to.deep.equal([200, 'Restart it']);
      const { comment } = await letter(ana);
      expect([comment.body, comment.version, comment.editedAt !== null, comment.canEdit]).to.deep.equal(['Restart it', 2, true, false]);
      const revisions = (await carla.get(`/incidents/${id}/comments/${commentId}/revisions`)).body.items;
      expect(revisions.map(({ body }: { body: string }) => body)).to.deep.equal(['Restrat it']);
      expect((await ana.get(`/incidents/${id}/comments/${commentId}/revisions`)).status).to.equal(403);
      expect((await ben.patch(`/incidents/${id}/comments/${commentId}`, { body: 'x' }, { 'If-Match': '"1"' })).status).to.equal(412);
    });

    it('are for authors, for 15 minutes in public and a day among technicians', async () => {
      const [answer, note] = [await say(ben, 'Public'), await say(ben, 'Note', { visibility: 'internal' })];
      const correct = (client: Client, commentId: string) => client.patch(`/incidents/${id}/comments/${commentId}`, { body: 'Other' });
      expect((await correct(carla, answer)).status).to.equal(403);
      expect((await correct(ana, note)).status).to.equal(404);
      ctx.clock.advance(16 * minuteMs);
      expect([(await correct(ben, answer)).status, (await correct(ben, note)).status]).to.deep.equal([409, 200]);
      ctx.clock.advance(24 * 60 * minuteMs);
      expect((await correct(ben, note)).status).to.equal(409);
    });

    it('are found by their new words and no longer by the old', async () => {
      const commentId = await say(ben, 'The zebrafish is loose');
      await ben.patch(`/incidents/${id}/comments/${commentId}`, { body: 'The aardvark is loose' });
      const hits = async (q: string) => (await ben.get(`/search?q=${q}`)).body.items.length;
      expect([await hits('zebrafish'), await hits('aardvark')]).to.deep.equal([0, 1]);
    });

    it('tell only those who are mentioned newly', async () => {
      const commentId = await say(ben, '@Carla look', { visibility: 'internal', mentionIds: [cast.carla.id] });
      const mentionIds = [cast.carla.id, cast.dmitri.id];
      await ben.patch(`/incidents/${id}/comments/${commentId}`, { body: '@Carla @Dmitri look', mentionIds });
      expect(await noticesOf(ctx, cast.carla, id)).to.deep.equal(['incident.mentioned']);
      expect(await noticesOf(ctx, cast.dmitri, id)).to.deep.equal(['incident.mentioned']);
    });
  });

  describe('taking words back', () => {
    it('a lead takes back a password: the words are gone everywhere, the fact stays', async () => {
      const commentId = await say(ana, 'My password is hunter22zz');
      await ben.put(`/incidents/${id}/assignment`, { technicianId: 'me' });
      await say(ana, 'I said: hunter22zz');
      expect((await ben.delete(`/incidents/${id}/comments/${commentId}`)).status).to.equal(403);
      for (const { comment } of await letters(carla))
        expect((await carla.delete(`/incidents/${id}/comments/${comment.id}`)).status).to.equal(204);
      const { comment } = await letter(ana);
      expect([comment.body, comment.deletedBy, comment.canEdit]).to.deep.equal(['', 'Carla', false]);
      expect((await ben.get('/search?q=hunter22zz')).body.items).to.deep.equal([]);
      for (const table of ['incidentComments', 'commentRevisions', 'notifications', 'incidentEvents', 'auditEvents'])
        expect(JSON.stringify(await ctx.db.sql(table)), table).not.to.include('hunter22zz');
      const audit = await ctx.db.sql('auditEvents').where({ action: 'comment.deleted' }).first();
      expect([audit.actorName, audit.detail.author]).to.deep.equal(['Carla', 'Ana']);
    });

    it('authors take back their own while they are young; again changes nothing', async () => {
      const commentId = await say(ben, 'Wrong window');
      expect((await ben.delete(`/incidents/${id}/comments/${commentId}`)).status).to.equal(204);
      expect((await ben.delete(`/incidents/${id}/comments/${commentId}`)).status).to.equal(204);
      const other = await say(ben, 'Too late');
      ctx.clock.advance(16 * minuteMs);
      expect((await ben.delete(`/incidents/${id}/comments/${other}`)).status).to.equal(403);
    });
  });

  describe('files', () => {
    const attach = async (client: Client, name: string, content: Uint8Array) => {
      const form = new FormData();
      form.append('file', new Blob([content as Uint8Array<ArrayBuffer>]), name);
      return (await client.post(`/incidents/${id}/attachments`, form)).body.items[0];
    };

    it('are shown in place only where that is safe', async () => {
      const file = await attach(ben, 'plan.pdf', pdf);
      expect([file.preview, file.isImage]).to.deep.equal(['pdf', false]);
      const path = `/incidents/${id}/attachments/${file.id}`;
      const [saved, shown] = [await ben.get(path), await ben.get(`${path}?inline=true`)];
      expect(saved.headers.get('content-disposition')).to.match(/^attachment/);
      expect(shown.headers.get('content-disposition')).to.match(/^inline/);
      expect(saved.headers.get('content-security-policy')).to.match(/^sandbox/);
      const page = await attach(ben, 'page.html', new TextEncoder().encode('<script>alert(1)</script>'));
      expect(page.preview).to.equal('text');
      const html = await ben.get(`/incidents/${id}/attachments/${page.id}?inline=true`);
      expect(html.headers.get('content-disposition')).to.match(/^attachment/);
    });

    it('are taken away by who attached them or a lead; the name stays', async () => {
      const file = await attach(ana, 'passport.pdf', pdf);
      const path = `/incidents/${id}/attachments/${file.id}`;
      expect((await ben.delete(path)).status).to.equal(403);
      expect((await carla.delete(path)).status).to.equal(204);
      expect((await ana.get(path)).status).to.equal(404);
      const [shown] = (await ana.get(`/incidents/${id}/attachments`)).body.items;
      expect([shown.name, shown.removedBy, shown.preview]).to.deep.equal(['passport.pdf', 'Carla', null]);
    });

    it('go with the comment that they belong to', async () => {
      const file = await attach(ben, 'plan.pdf', pdf);
      const commentId = await say(ben, 'See the plan', { attachmentIds: [file.id] });
      await ben.delete(`/incidents/${id}/comments/${commentId}`);
      expect((await ben.get(`/incidents/${id}/attachments/${file.id}`)).status).to.equal(404);
    });
  });

  it('the history can be read without the words, and the words without the history', async () => {
    await say(ben, 'Hello');
    const kinds = async (only: string) =>
      (await ben.get(`/incidents/${id}/timeline?only=${only}`)).body.items.map(({ kind }: { kind: string }) => kind);
    expect(await kinds('comments')).to.deep.equal(['commented']);
    expect(await kinds('history')).to.deep.equal(['filed']);
  });

  it('incidents about the same thing are shown with the words that solved them', async () => {
    const solved = await file(ctx, cast.eve, { title: 'Projector in Vienna shows purple stripes' });
    await ben.put(`/incidents/${solved.id}/resolution`, { code: 'fixed', note: 'Swap the HDMI cable.' });
    const open = await file(ctx, cast.eve, { title: 'Purple stripes on the projector' });
    const mine = await file(ctx, cast.ana, { title: 'The projector has stripes, purple ones' });
    const { items } = (await ben.get(`/incidents/${mine.id}/similar`)).body;
    expect(items.map((item: { incident: { id: string }; answer: object | null }) => [item.incident.id, item.answer])).to.deep.equal([
      [solved.id, { from: 'resolution', text: 'Swap the HDMI cable.' }],
      [open.id, null],
    ]);
    expect((await ana.get(`/incidents/${mine.id}/similar`)).status).to.equal(403);
  });
});
