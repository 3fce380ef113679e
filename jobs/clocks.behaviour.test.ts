import { expect } from 'chai';
import { listAuditEvents } from '../server/auth/audit.ts';
import { addComment } from '../server/incidents/add-comment.ts';
import { fileIncident } from '../server/incidents/file-incident.ts';
import { systemActor } from '../server/platform/actor.ts';
import { sweeps } from './sweeps.ts';
import {
  ana,
  ben,
  breaches,
  carla,
  cast,
  clock,
  clockStories,
  clocks,
  ctx,
  due,
  file,
  forward,
  give,
  grade,
  hold,
  incident,
  network,
  reopen,
  say,
  set,
  short,
  solve,
} from './testing-clocks.ts';

/** Numbers in brackets are rows of the list of cases that service desks get wrong. */
clockStories('clocks that people trust', () => {
  it('Ana writes twice before anybody answers: her first answer is what is owed, no further question', async () => {
    const id = await file('23T08:00');
    set('23T08:05');
    await say(ana, id);
    expect((await clocks(id)).map(({ kind }) => kind)).to.deep.equal(['response', 'resolution', 'operational']);
    await say(ben, id);
    expect((await clock(id, 'response')).metAt).to.equal('2026-11-23T08:05:00.000Z');
  });

  it('[21] Ana asks twice after the first answer: the oldest question that waits counts, until Ben answers', async () => {
    const id = await file('23T08:00');
    await say(ben, id);
    set('23T09:00');
    await say(ana, id);
    set('23T09:20');
    await say(ana, id);
    expect([await due(id, 'nextResponse'), short((await incident(id)).dueAt)]).to.deep.equal(['23T09:30', '23T09:30']);
    await say(ben, id);
    expect((await clock(id, 'nextResponse')).state).to.equal('met');
    expect((await incident(id)).nextResponseDueAt).to.equal(null);
  });

  it('a question that nobody answers is broken at its minute, is told, and leaves the first answer alone', async () => {
    const id = await file('23T08:00');
    await ben.put(`/incidents/${id}/assignment`, { technicianId: 'me' });
    await say(ben, id);
    set('23T09:00');
    await say(ana, id);
    await forward('23T09:31');
    expect(await breaches(id)).to.deep.equal([['nextResponse', '23T09:30', 'elapsed']]);
    expect(short((await incident(id)).nextResponseBreachedAt)).to.equal('23T09:30');
    expect((await clock(id, 'response')).breachedAt).to.equal(null);
  });

  it('each question has a clock of its own, and all are kept', async () => {
    const id = await file('23T08:00');
    await say(ben, id);
    for (const hour of ['09', '10']) {
      set(`23T${hour}:00`);
      await say(ana, id);
      set(`23T${hour}:10`);
      await say(ben, id);
    }
    const questions = (await clocks(id)).filter(({ kind }) => kind === 'nextResponse');
    expect(questions.map(({ id: name, served, state }) => [name, served, state])).to.deep.equal([
      ['nextResponse-1', 'PT10M', 'met'],
      ['nextResponse-2', 'PT10M', 'met'],
    ]);
  });

  it('[13] P3 becomes P1 at noon: due as if it had been P1 from the start, broken now and not before, because of that', async () => {
    const id = await file('23T08:00', false);
    set('23T12:30');
    await grade(id, 'high');
    expect([await due(id), short((await clock(id)).breachedAt), (await clock(id)).breachCause]).to.deep.equal([
      '23T12:00',
      '23T12:30',
      'priorityChange',
    ]);
    expect((await breaches(id)).map(([kind, , cause]: string[]) => [kind, cause])).to.deep.include(['resolution', 'priorityChange']);
  });

  it('[14] a breach stays when the priority falls, and what is left to do gets another date', async () => {
    const id = await file('23T08:00');
    await forward('23T12:05');
    await grade(id, 'medium');
    expect([await due(id), short((await clock(id)).breachedAt)]).to.deep.equal(['24T16:00', '23T12:00']);
  });

  it('[15] P1, P3, P1: due as if it had never changed', async () => {
    const id = await file('23T08:00');
    const before = [await due(id), await due(id, 'response')];
    for (const level of ['medium', 'high', 'medium', 'high'] as const) await grade(id, level);
    expect([await due(id), await due(id, 'response')]).to.deep.equal(before);
  });

  it('answered while nothing was promised: the answer counts when something is promised again', async () => {
    set('23T08:00');
    const { body } = await ana.post('/incidents', { title: 'A wish', impact: 'low', urgency: 'low' });
    await say(ben, body.id);
    set('24T08:00');
    await grade(body.id, 'high');
    const { responseMetAt, responseBreachedAt } = await incident(body.id);
    expect([short(responseMetAt), responseBreachedAt]).to.deep.equal(['23T08:00', null]);
  });

  it('[16] goes to Kathmandu and comes back: the minutes of both teams are summed up', async () => {
    const id = await file('23T14:00');
    set('23T15:00');
    await give(id, network);
    expect(await due(id)).to.equal('24T06:15');
    set('24T04:15');
    await give(id, cast.serviceDesk);
    expect(await due(id)).to.equal('24T10:00');
    expect((await clock(id)).segments.map(({ calendar, served }) => [calendar?.name, served])).to.deep.equal([
      ['Paris', 'PT1H'],
      ['Kathmandu', 'PT1H'],
      ['Paris', 'PT0S'],
    ]);
  });

  it('[17] solved and reopened: the clock goes on with what it had, the time between counts for nobody', async () => {
    const id = await file('23T08:00');
    set('23T09:00');
    await solve(id);
    set('25T08:00');
    await reopen(id);
    expect([await due(id), (await clock(id)).served]).to.deep.equal(['25T11:00', 'PT1H']);
  });

  it('[18] reopened by Ana: the first answer stays what it was, and an answer to her is due', async () => {
    const id = await file('23T08:00');
    set('23T08:10');
    await solve(id);
    set('24T08:00');
    await reopen(id);
    expect([short((await clock(id, 'response')).metAt), await due(id, 'nextResponse')]).to.deep.equal(['23T08:10', '24T08:30']);
  });

  it('reopened by Ben: an answer is due only if Ana wrote in the meantime', async () => {
    const [quiet, asked] = [await file('23T08:00'), await file('23T08:00')];
    for (const id of [quiet, asked]) await solve(id);
    set('24T08:00');
    await say(ana, asked);
    for (const id of [quiet, asked]) await reopen(id, ben);
    expect([await due(quiet, 'nextResponse'), await due(asked, 'nextResponse')]).to.deep.equal([null, '24T08:30']);
  });

  it('[19] a note, a macro and an automatic text answer nobody; words of a person do, in the page or by mail', async () => {
    const id = await file('23T08:00');
    await say(ben, id, 'internal');
    await addComment(ctx, cast.ben, id, { body: 'Have you tried turning it off?', origin: 'macro' });
    await addComment(ctx, cast.ben, id, { body: 'I am away', origin: 'automatic' });
    await addComment(ctx, systemActor, id, { body: 'We have received your message', origin: 'automatic' });
    expect((await incident(id)).responseMetAt).to.equal(null);
    await addComment(ctx, cast.ben, id, { body: 'I am on it', origin: 'mail' });
    expect((await incident(id)).responseMetAt).to.equal('2026-11-23T08:00:00.000Z');
  });

  it('an out-of-office answer of Ana starts no clock and ends no hold', async () => {
    const id = await file('23T08:00');
    await say(ben, id);
    await hold(id);
    await addComment(ctx, cast.ana, id, { body: 'I am on holiday', origin: 'automatic' });
    expect([(await incident(id)).status, await due(id, 'nextResponse')]).to.deep.equal(['pending', null]);
  });

  it('[20] Ben asks for himself: his own words are a customer’s, and do not answer him', async () => {
    const id = await file('23T08:00', true, ben);
    await say(ben, id);
    expect((await incident(id)).responseMetAt).to.equal(null);
    await say(carla, id);
    set('23T09:00');
    await say(ben, id);
    expect(await due(id, 'nextResponse')).to.equal('23T09:30');
  });

  it('[22] the hold ends on Saturday at its minute; the clock waits for Monday to open', async () => {
    const id = await file('20T15:45');
    await hold(id, '21T10:00');
    await forward('22T10:00');
    expect([(await incident(id)).status, await due(id)]).to.deep.equal(['in_progress', '23T12:00']);
    expect((await clock(id)).segments.map(({ cause }) => cause)).to.deep.equal(['opened', 'paused', 'resumed']);
  });

  it('[23] Ana answers by mail during the hold: it ends when her mail was received, not when it was read', async () => {
    const id = await file('23T08:00');
    await say(ben, id);
    await hold(id);
    set('23T11:00');
    await addComment(ctx, cast.ana, id, { body: 'The shared one', origin: 'mail', receivedAt: new Date('2026-11-23T10:00:00Z') });
    expect([(await incident(id)).status, await due(id), await due(id, 'nextResponse')]).to.deep.equal([
      'in_progress',
      '23T14:00',
      '23T10:30',
    ]);
    expect(short((await clock(id, 'nextResponse')).breachedAt)).to.equal('23T10:30');
  });

  it('[24] a mail of last week that came in this morning: the clock begins when the server received it', async () => {
    set('23T10:00');
    const openedAt = new Date('2026-11-23T09:50:00Z');
    const { id } = await fileIncident(ctx, systemActor, {
      title: 'Late',
      impact: 'high',
      urgency: 'high',
      requesterId: cast.ana.id,
      source: { type: 'mail' },
      openedAt,
    });
    expect(await due(id, 'response')).to.equal('23T10:05');
  });

  it('[25] Ben writes down on Monday what was telephoned on Friday: counted from then, said so, audited', async () => {
    set('23T08:00');
    const words = { title: 'By phone', impact: 'high', urgency: 'high', requesterId: cast.ana.id, openedAt: '2026-11-20T15:45:00Z' };
    const { body } = await ben.post('/incidents', words);
    expect([await due(body.id, 'response'), short((await clock(body.id, 'response')).breachedAt)]).to.deep.equal(['20T16:00', '20T16:00']);
    expect(await breaches(body.id)).to.deep.equal([['response', '20T16:00', 'elapsed']]);
    expect((await listAuditEvents(ctx.db.sql, { limit: 1 })).items[0]).to.include({ action: 'incident.backdated', actorName: 'Ben' });
    expect((await ana.post('/incidents', { ...words, requesterId: undefined })).status).to.equal(403);
    expect((await ben.post('/incidents', { ...words, openedAt: '2026-11-24T08:00:00Z' })).status).to.equal(422);
  });

  it('[26] merged into another: neither kept nor broken, however long the merge stands', async () => {
    const [id, other] = [await file('23T08:00'), await file('23T08:00')];
    await ben.put(`/incidents/${id}/merge`, { intoId: other });
    await forward('24T12:00');
    const { metAt, breachedAt, dueAt } = await clock(id);
    expect([metAt, breachedAt, dueAt]).to.deep.equal([null, null, null]);
  });

  it('[28] asleep over the night: each breach is stamped with its own minute and told once', async () => {
    const id = await file('23T14:00');
    set('24T12:00');
    await forward('24T12:01');
    expect(await breaches(id)).to.deep.equal([
      ['response', '23T14:15', 'elapsed'],
      ['operational', '23T16:00', 'elapsed'],
      ['resolution', '24T10:00', 'elapsed'],
    ]);
  });

  it('[29] two workers wake for the same minute: one breach', async () => {
    const id = await file('23T08:00');
    set('23T08:20');
    const sweep = sweeps.find(({ name }) => name === 'missed breaches')!;
    await Promise.all([sweep.run(ctx), sweep.run(ctx), forward('23T08:20')]);
    expect(await breaches(id)).to.deep.equal([['response', '23T08:15', 'elapsed']]);
  });

  it('[30] solved after it was due and before anybody looked: nothing is told late, the breach is recorded', async () => {
    const id = await file('23T08:00');
    set('23T12:10');
    await solve(id);
    await forward('23T13:00');
    expect([short((await clock(id)).breachedAt), short((await clock(id)).metAt)]).to.deep.equal(['23T12:00', '23T12:10']);
    expect((await breaches(id)).filter(([kind]: string[]) => kind === 'resolution')).to.have.length(1);
  });
});
