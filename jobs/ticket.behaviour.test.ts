import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { fastForward } from './drain.ts';
import { handlers } from './handlers.ts';
import { sweeps } from './sweeps.ts';

const short = (text: string | null): string | null => text?.slice(5, 16) ?? null;

/** Work on incidents as it goes; times in the stories are UTC, one hour behind Paris in winter. */
eachDatabase('work on an incident across time', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla] = (await Promise.all([cast.ana, cast.ben, cast.carla].map((actor) => api.as(actor)))) as [Client, Client, Client];
    const office = [['09:00', '17:00']];
    const week = { mon: office, tue: office, wed: office, thu: office, fri: office };
    await carla.post('/service-calendars', { name: 'Paris', timeZone: 'Europe/Paris', week });
    const P3 = { responseTarget: 'PT4H', resolutionTarget: 'PT16H' };
    await carla.post('/service-level-agreements', { name: 'Gold', targets: { P3 } });
  });
  after(() => api.close());

  const file = async (at = '2026-11-23T08:00:00Z', title = 'The printer jams'): Promise<string> => {
    ctx.clock.set(at);
    return (await ana.post('/incidents', { title, impact: 'medium', urgency: 'medium' })).body.id;
  };
  const forward = (to: string) => fastForward(ctx, to, { handlers: stateOnly });
  const incident = async (id: string) => (await ben.get(`/incidents/${id}`)).body;
  const say = (id: string, who: Client, body: string, more: object = {}) => who.post(`/incidents/${id}/comments`, { body, ...more });
  const macro = async (name: string, ...actions: object[]): Promise<string> => (await carla.post('/macros', { name, actions })).body.id;
  const letters = async (id: string, who: Client) =>
    (await who.get(`/incidents/${id}/timeline?only=comments`)).body.items.map(({ comment }: { comment: { body: string } }) => comment.body);
  const told = async (who: Client, id: string): Promise<string[]> =>
    (await who.get('/notifications')).body.items
      .filter((item: { subject: { id: string } }) => item.subject.id === id)
      .map(({ kind }: { kind: string }) => kind);

  it('Monday 9:00, a macro asks back: the response clock runs on until Ben says something of his own', async () => {
    const id = await file();
    const macroId = await macro('Ask back', { type: 'comment', texts: { en: 'Which one?', fr: 'Laquelle ?' } });
    await ben.post(`/incidents/${id}/macro-runs`, { macroId });
    await forward('2026-11-23T12:30:00Z');
    expect(short((await incident(id)).responseBreachedAt)).to.equal('11-23T12:00');
    expect((await incident(id)).responseMetAt).to.equal(null);
    await say(id, ben, 'Is it the one by the window?');
    expect(short((await incident(id)).responseMetAt)).to.equal('11-23T12:30');
  });

  it('Ben writes the macro over in his own words: Ana is answered in time', async () => {
    const id = await file();
    const macroId = await macro('Ask over', { type: 'comment', texts: { en: 'Which one?' } });
    ctx.clock.set('2026-11-23T09:00:00Z');
    await ben.post(`/incidents/${id}/macro-runs`, { macroId, answer: 'Which one, the big one?' });
    await forward('2026-11-23T13:00:00Z');
    const { responseMetAt, responseBreachedAt } = await incident(id);
    expect([short(responseMetAt), responseBreachedAt]).to.deep.equal(['11-23T09:00', null]);
  });

  it('a macro puts on hold for a day: work resumes by itself, unless the macro was undone', async () => {
    const macroId = await macro('Hold', { type: 'pend', reason: 'Waiting for Ana', for: 'PT24H' });
    const [kept, undone] = [await file(), await file()];
    await ben.post(`/incidents/${kept}/macro-runs`, { macroId });
    const run = await ben.post(`/incidents/${undone}/macro-runs`, { macroId });
    await ben.delete(`/incidents/${undone}/macro-runs/${run.body.id}`);
    expect([(await incident(kept)).status, (await incident(undone)).status]).to.deep.equal(['pending', 'new']);
    await forward('2026-11-24T08:30:00Z');
    expect((await incident(kept)).status).to.equal('in_progress');
    expect((await told(ana, kept)).includes('incident.pending')).to.equal(true);
  });

  it('a macro solved too much: undone the same minute, the promise is as it was and nothing closes', async () => {
    const id = await file();
    const { resolutionDueAt } = await incident(id);
    const macroId = await macro('Solve', { type: 'resolve', code: 'fixed', note: 'A restart helped, {{requester.firstName}}.' });
    const run = await ben.post(`/incidents/${id}/macro-runs`, { macroId });
    expect(run.body.incident.resolution.note).to.equal('A restart helped, Ana.');
    await ben.delete(`/incidents/${id}/macro-runs/${run.body.id}`);
    expect((await incident(id)).resolutionDueAt).to.equal(resolutionDueAt);
    await forward('2026-12-02T08:00:00Z');
    expect((await incident(id)).status).to.equal('new');
  });

  it('Ana answers after a macro: undoing it is refused, because more has happened since', async () => {
    const id = await file();
    const macroId = await macro('Hold again', { type: 'pend', reason: 'Waiting for Ana' });
    const run = await ben.post(`/incidents/${id}/macro-runs`, { macroId });
    await say(id, ana, 'The big one');
    expect((await incident(id)).status).to.equal('in_progress');
    const refused = await ben.delete(`/incidents/${id}/macro-runs/${run.body.id}`);
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'conflict']);
  });

  it('Ben begins on the laptop, goes on by phone in the train, and sends from there', async () => {
    const id = await file();
    const path = `/incidents/${id}/drafts/public`;
    await ben.put(path, { body: 'Try the', deviceId: 'laptop' }, { 'If-Match': '"0"' });
    const [draft] = (await ben.get(`/incidents/${id}/drafts`)).body.items;
    await ben.put(path, { body: `${draft.body} other tray`, deviceId: 'phone' }, { 'If-Match': `"${draft.version}"` });
    await say(id, ben, 'Try the other tray', { draftVersion: 2 });
    const late = await ben.put(path, { body: 'Try the', deviceId: 'laptop' }, { 'If-Match': '"1"' });
    expect([late.status, late.body.draft.body]).to.deep.equal([412, '']);
    expect(await letters(id, ana)).to.deep.equal(['Try the other tray']);
  });

  it('an answer from the cellar arrives twice and is said once', async () => {
    const id = await file();
    const send = () => ben.post(`/incidents/${id}/comments`, { body: 'Done.' }, { 'Idempotency-Key': `cellar-${id}` });
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 201]);
    expect(await letters(id, ana)).to.deep.equal(['Done.']);
    expect((await told(ana, id)).filter((kind) => kind === 'incident.answered')).to.have.length(1);
  });

  it('a draft waits over Christmas; what was sent is forgotten after a week', async () => {
    const id = await file('2026-12-23T09:00:00Z');
    await ben.put(`/incidents/${id}/drafts/public`, { body: 'After the holidays …', deviceId: 'laptop' });
    await carla.put(`/incidents/${id}/drafts/public`, { body: 'Sent', deviceId: 'desk' });
    await say(id, carla, 'Sent', { draftVersion: 1 });
    ctx.clock.set('2027-01-04T08:00:00Z');
    await sweeps.find(({ name }) => name === 'ended drafts')?.run(ctx);
    const drafts = async (who: Client) => (await who.get(`/incidents/${id}/drafts`)).body.items.map(({ body }: { body: string }) => body);
    expect([await drafts(ben), await drafts(carla)]).to.deep.equal([['After the holidays …'], []]);
  });

  it('Ben mentions Carla in a note: she follows from then on, and Ana hears of none of it', async () => {
    const id = await file();
    await say(id, ben, '@Carla, is this the firmware?', { visibility: 'internal', mentionIds: [cast.carla.id] });
    await say(id, ben, 'It is.', { visibility: 'internal' });
    await say(id, ana, 'Any news?');
    expect((await told(carla, id)).toReversed().slice(-3)).to.deep.equal([
      'incident.mentioned',
      'incident.noteAdded',
      'incident.requesterWrote',
    ]);
    expect(await letters(id, ana)).to.deep.equal(['Any news?']);
    expect((await told(ana, id)).filter((kind) => kind !== 'incident.filed')).to.deep.equal([]);
  });

  it('Ben mistypes, corrects it within a quarter of an hour, and no later', async () => {
    const id = await file();
    const { body } = await say(id, ben, 'Buy a new priest');
    const correct = (text: string) => ben.patch(`/incidents/${id}/comments/${body.id}`, { body: text });
    ctx.clock.advance(14 * 60_000);
    expect((await correct('Buy a new printer')).status).to.equal(200);
    ctx.clock.advance(2 * 60_000);
    expect((await correct('Buy nothing')).status).to.equal(409);
    expect(await letters(id, ana)).to.deep.equal(['Buy a new printer']);
    expect((await ben.get(`/incidents/${id}/comments/${body.id}/revisions`)).body.items[0].body).to.equal('Buy a new priest');
  });

  it('Ana pastes her password; Carla takes it back before the mail is written, and it is in no mail', async () => {
    const id = await file();
    await ben.put(`/incidents/${id}/assignment`, { technicianId: 'me' });
    const { body } = await say(id, ana, 'It is Tr0ub4dor');
    await carla.delete(`/incidents/${id}/comments/${body.id}`);
    const kept = await ctx.db.sql('notifications').where({ subjectId: id });
    expect(JSON.stringify(kept)).not.to.include('Tr0ub4dor');
    const audit = (await (await api.as(cast.dmitri)).get('/audit-events')).body.items;
    expect(audit.some((event: { action: string }) => event.action === 'comment.deleted')).to.equal(true);
  });

  it('a laptop is set up line by line by two people, and the time adds up', async () => {
    const id = await file();
    const template = await carla.post('/checklist-templates', { name: 'Laptop', items: ['Order', 'Install', 'Hand over'] });
    const { items } = (await ben.post(`/incidents/${id}/checklist`, { templateId: template.body.id })).body;
    await ben.patch(`/incidents/${id}/checklist/${items[0].id}`, { isDone: true });
    await ben.patch(`/incidents/${id}/checklist/${items[1].id}`, { assigneeId: cast.carla.id });
    expect((await told(carla, id))[0]).to.equal('incident.lineAssigned');
    await carla.patch(`/incidents/${id}/checklist/${items[1].id}`, { isDone: true });
    await ben.post(`/incidents/${id}/time-entries`, { spent: 'PT10M' });
    await carla.post(`/incidents/${id}/time-entries`, { spent: 'PT1H50M' });
    const done = (await ben.get(`/incidents/${id}/checklist`)).body.items.map(
      (item: { doneBy: { name: string } | null }) => item.doneBy?.name,
    );
    expect([done, (await ben.get(`/incidents/${id}/time-entries`)).body.total]).to.deep.equal([['Ben', 'Carla', undefined], 'PT2H']);
  });

  it('Ben and Carla look at the same incident; Ben closes the lid and is forgotten within a minute', async () => {
    const id = await file();
    const at = (who: Client, state: string) => who.put(`/incidents/${id}/presence`, { deviceId: 'page', state });
    await at(ben, 'writing');
    const seen = (await at(carla, 'viewing')).body.items;
    expect(seen.map((item: { person: { name: string }; state: string }) => [item.person.name, item.state])).to.deep.equal([
      ['Ben', 'writing'],
    ]);
    expect((await at(ana, 'writing')).body.items).to.deep.equal([]);
    ctx.clock.advance(46_000);
    expect((await at(carla, 'viewing')).body.items).to.deep.equal([]);
    expect((await (await api.as(cast.eve)).get(`/incidents/${id}/presence`)).status).to.equal(404);
  });

  it('the same fault comes again in March: what solved it in November is offered', async () => {
    const first = await file('2026-11-23T08:00:00Z', 'Badge reader in the lobby blinks orange');
    await ben.put(`/incidents/${first}/resolution`, { code: 'fixed', note: 'Reset the badge controller.' });
    const again = await file('2027-03-01T08:00:00Z', 'Orange blinking badge reader, lobby');
    const [found] = (await ben.get(`/incidents/${again}/similar`)).body.items;
    expect([found.incident.id, found.answer.text]).to.deep.equal([first, 'Reset the badge controller.']);
  });
});

/** Deliveries leave the house in no story here. */
const stateOnly = {
  ...handlers,
  'notification.deliver': async (ctx: TestContext, _payload: object, rowId: string) =>
    void (await ctx.db.writer('outbox').where({ id: rowId }).delete()),
} as unknown as typeof handlers;
