import { expect } from 'chai';
import fc from 'fast-check';
import { dueRows } from '../../db/outbox.ts';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { addComment } from './add-comment.ts';
import { assignIncident } from './assign-incident.ts';
import { attachFiles } from './attach-file.ts';
import { newSplit } from './family-schemas.ts';
import type { Incident } from './incident.ts';
import { findIncident } from './incident-queries.ts';
import { linkIncidents, unlinkIncidents } from './link-incidents.ts';
import { mergeIncident, mergeMany } from './merge-incidents.ts';
import { pendIncident } from './pend-incident.ts';
import { removeParent, setParent } from './set-parent.ts';
import { splitIncident } from './split-incident.ts';
import { file, historyOf, noticesOf } from './testing-incidents.ts';
import { undoSplit } from './undo-split.ts';
import { unmergeIncident } from './unmerge-incident.ts';
import { addWatcher } from './watch-incident.ts';

const minute = 60_000;
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => error.message,
  );

/** What only ever grows, and what says when rather than what. */
const ledgers =
  /^(incident_events|incident_merges|incident_splits|notifications?|deliver|service_level_(events|segments)|search_|sqlite_|audit_|counters|schema_|api_tokens|idempotency)/;
/** Of the work that waits, what the state of incidents asks for; telling people is not undone. */
const alarms = /^(incident\.(resume|close)|serviceLevel|escalation)/;
const volatile = new Set(['version', 'updatedAt', 'heldMs', 'createdAt', 'id', 'wordsVersion']);

eachDatabase('doing and undoing', (db, database) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ben: Client;
  let ana: Client;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben] = await Promise.all([api.as(cast.ana), api.as(cast.ben)]);
    const carla = await api.as(cast.carla);
    const week = { mon: [['09:00', '17:00']], fri: [['09:00', '17:00']] };
    await carla.post('/service-calendars', { name: 'Office', timeZone: 'Europe/Paris', week, isDefault: true });
    await carla.post('/service-level-agreements', {
      name: 'Gold',
      isDefault: true,
      targets: { P3: { responseTarget: 'PT1H', nextResponseTarget: 'PT2H', resolutionTarget: 'PT8H' } },
    });
    const steps = [{ after: '-PT30M', from: 'resolutionDue', actions: [{ type: 'notify', targets: ['lead'] }] }];
    await carla.post('/escalation-policies', { name: 'Climb', steps, isDefault: true });
  });
  after(() => api.close());

  const say = async (actor: Actor, id: string, body: string, visibility: 'public' | 'internal' = 'public') =>
    (await addComment(ctx, actor, id, { body, visibility })).comment;
  const attach = async (actor: Actor, id: string, name: string) =>
    (await attachFiles(ctx, actor, id, [{ name, sha256: 'a'.repeat(64), sizeBytes: 1, contentType: 'text/plain' }], 'public'))[0]!;
  const split = (id: string, choice: object, by = cast.ben) =>
    splitIncident(ctx, by, id, newSplit.parse({ title: 'The other matter', ...choice }));
  const bodies = async (id: string): Promise<string[]> =>
    (await ctx.db.sql('incidentComments').where({ incidentId: id }).orderBy(['createdAt', 'id'])).map(({ body }: { body: string }) => body);

  /** Every table in words, but for ledgers and for what counts versions, and without rows that name `except`. */
  async function dump(except: string[] = []): Promise<Record<string, string[]>> {
    const { sql } = ctx.db;
    const tables: Array<{ name: string }> =
      database === 'sqlite'
        ? await sql.raw("select name from sqlite_master where type = 'table'")
        : await sql.raw("select table_name as name from information_schema.tables where table_schema = 'public'");
    const picture: Record<string, string[]> = {};
    for (const { name } of tables) {
      if (ledgers.test(name)) continue;
      const rows: Array<Record<string, unknown>> = await sql(name).select('*');
      const kept = name === 'outbox' ? rows.filter(({ job }) => alarms.test(String(job))) : rows;
      picture[name] = kept
        .map((row) =>
          JSON.stringify(
            Object.entries(row).filter(([column]) =>
              name === 'incidents' ? column !== 'version' && column !== 'updatedAt' : !volatile.has(column),
            ),
          ),
        )
        .filter((text) => !except.some((id) => text.includes(id)))
        .sort();
    }
    return picture;
  }

  it('merge and its undoing leave every table as it was, however long the merge stood', async () => {
    const steps: Array<(id: string) => Promise<unknown>> = [
      (id) => say(cast.ana, id, 'It smokes'),
      (id) => say(cast.ben, id, 'We look at it'),
      (id) => attach(cast.ana, id, 'smoke.txt'),
      (id) => addWatcher(ctx, cast.ben, id, cast.eve.id!),
      (id) => assignIncident(ctx, cast.ben, id, { technicianId: 'me' }, null),
      (id) => pendIncident(ctx, cast.ben, id, { reason: 'x' }, null),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...steps), { maxLength: 3 }),
        fc.array(fc.constantFrom(...steps), { maxLength: 2 }),
        fc.integer({ min: 0, max: 25 }),
        async (onSource, onTarget, minutes) => {
          const [source, target, child] = [await file(ctx, cast.ana), await file(ctx, cast.eve), await file(ctx, cast.eve)];
          for (const step of onSource) await step(source.id).catch(() => {});
          for (const step of onTarget) await step(target.id).catch(() => {});
          await setParent(ctx, cast.ben, child.id, source.id);
          const before = await dump();
          await mergeIncident(ctx, cast.ben, source.id, target.id, null);
          ctx.clock.advance(minutes * minute);
          await unmergeIncident(ctx, cast.carla, source.id, null);
          expect(await dump()).to.deep.equal(before);
        },
      ),
      { numRuns: 15 },
    );
  }).timeout(90_000);

  it('split and its undoing leave every table as it was, but for the incident that was made and is cancelled', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([0, 1, 2, 3], { minLength: 1 }),
        fc.boolean(),
        fc.constantFrom('now', 'firstMessage'),
        async (chosen, withFile, startsAt) => {
          const source = await file(ctx, cast.ana);
          const said = [
            await say(cast.ana, source.id, 'And the scanner'),
            await say(cast.ben, source.id, 'Which one?'),
            await say(cast.ana, source.id, 'The blue one'),
            await say(cast.ben, source.id, 'Note to us', 'internal'),
          ];
          const scan = await attach(cast.ana, source.id, 'scan.txt');
          const before = await dump();
          const commentIds = chosen.map((index) => said[index]!.id);
          const { created, split: made } = await split(source.id, { commentIds, attachmentIds: withFile ? [scan.id] : [], startsAt });
          expect(await bodies(created.id)).to.have.length(chosen.length);
          ctx.clock.advance(5 * minute);
          await undoSplit(ctx, cast.ben, source.id, made.id);
          expect(await dump([created.id])).to.deep.equal(before);
          expect(await findIncident(ctx.db.sql, created.id)).to.include({ status: 'cancelled', isOpen: false });
        },
      ),
      { numRuns: 12 },
    );
  }).timeout(90_000);

  it('links and families come and go without a trace', async () => {
    const [a, b] = [await file(ctx, cast.ana), await file(ctx, cast.eve)];
    const before = await dump();
    for (const kind of ['related', 'duplicate', 'causedBy', 'blockedBy'] as const) {
      const link = await linkIncidents(ctx, cast.ben, a.id, { incidentId: b.id, kind });
      await unlinkIncidents(ctx, cast.ben, b.id, link.id);
    }
    await setParent(ctx, cast.ben, a.id, b.id);
    await removeParent(ctx, cast.ben, a.id);
    expect(await dump()).to.deep.equal(before);
  });

  it('no order of merging, splitting and undoing loses or doubles a word', async () => {
    type Play = { incidents: Incident[]; splits: Array<{ sourceId: string; id: string }>; words: string[] };
    const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
    const moves: Array<(play: Play, x: number, y: number) => Promise<unknown>> = [
      async ({ incidents }, x, y) => mergeIncident(ctx, cast.ben, pick(incidents, x)!.id, pick(incidents, y)!.id, null),
      async ({ incidents }, x) => unmergeIncident(ctx, cast.ben, pick(incidents, x)!.id, null),
      async (play, x, y) => {
        const source = pick(play.incidents, x)!;
        const rows: Array<{ id: string }> = await ctx.db.sql('incidentComments').where({ incidentId: source.id }).orderBy('id');
        const { created, split: made } = await split(source.id, { commentIds: [pick(rows, y)?.id ?? 'none'] });
        play.incidents.push(created);
        play.splits.push({ sourceId: source.id, id: made.id });
      },
      async ({ splits }, x) => undoSplit(ctx, cast.ben, pick(splits, x)?.sourceId ?? 'none', pick(splits, x)?.id ?? 'none'),
      async (play, x, y) => {
        const body = `word ${play.words.length}`;
        await addComment(ctx, cast.ana, pick(play.incidents, x)!.id, { body, origin: y % 2 ? 'mail' : 'person' });
        play.words.push(body);
      },
    ];
    const move = fc.tuple(fc.constantFrom(...moves), fc.nat(20), fc.nat(20));
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 25 }), async (plan) => {
        const incidents = [await file(ctx, cast.ana), await file(ctx, cast.ana), await file(ctx, cast.ana)];
        const play: Play = { incidents, splits: [], words: [] };
        for (const [act, x, y] of plan) await act(play, x, y).catch((error) => expect(error).to.have.property('code'));
        const ids = play.incidents.map(({ id }) => id);
        const found = (await Promise.all(ids.map(bodies))).flat();
        expect(found.sort()).to.deep.equal([...play.words].sort());
        const lines: Array<{ incidentId: string; commentId: string }> = await ctx.db
          .sql('incidentEvents')
          .whereIn('incidentId', ids)
          .where({ kind: 'commented' });
        expect(lines).to.have.length(play.words.length);
        for (const line of lines) {
          const comment = await ctx.db.sql('incidentComments').where({ id: line.commentId }).first();
          expect(comment.incidentId).to.equal(line.incidentId);
        }
      }),
      { numRuns: 14 },
    );
  }).timeout(90_000);

  it('takes home what came by mail while the merge stood', async () => {
    const [source, target] = [await file(ctx, cast.ana), await file(ctx, cast.eve)];
    await mergeIncident(ctx, cast.ben, source.id, target.id, null);
    await addComment(ctx, cast.ana, source.id, { body: 'Still broken', origin: 'mail' });
    expect(await bodies(target.id)).to.deep.equal(['Still broken']);
    await addComment(ctx, cast.eve, target.id, { body: 'Mine too', origin: 'mail' });
    const photo = await attach(cast.ana, target.id, 'broken.txt');
    await addComment(ctx, cast.ana, source.id, { body: 'See the photo', origin: 'mail', attachmentIds: [photo.id] });
    await unmergeIncident(ctx, cast.ben, source.id, null);
    expect((await ana.get(`/incidents/${source.id}/attachments`)).body.items[0]?.id).to.equal(photo.id);
    expect([await bodies(source.id), await bodies(target.id)]).to.deep.equal([['Still broken', 'See the photo'], ['Mine too']]);
    expect((await historyOf(ctx, cast.ana, source.id)).map(({ kind }) => kind)).to.include('commented');
  });

  it('keeps a watcher whom somebody wanted there after the merge had brought them', async () => {
    const [source, target] = [await file(ctx, cast.ana), await file(ctx, cast.ben)];
    await mergeIncident(ctx, cast.ben, source.id, target.id, null);
    await ben.delete(`/incidents/${target.id}/watchers/${cast.ana.id}`);
    await addWatcher(ctx, cast.ben, target.id, cast.ana.id!);
    await unmergeIncident(ctx, cast.ben, source.id, null);
    expect((await ana.get(`/incidents/${target.id}`)).status).to.equal(200);
  });

  it('merges many at once, all or none', async () => {
    const [into, a, b, gone] = [await file(ctx, cast.ana), await file(ctx, cast.ana), await file(ctx, cast.eve), await file(ctx, cast.eve)];
    await ben.put(`/incidents/${gone.id}/cancellation`);
    expect(await outcome(mergeMany(ctx, cast.ben, into.id, [a.id, gone.id]))).to.match(/is cancelled and cannot be merged/);
    expect((await findIncident(ctx.db.sql, a.id))?.mergedIntoId).to.equal(null);
    const { status, body } = await ben.post(`/incidents/${into.id}/merges`, { incidentIds: [a.id, b.id] });
    expect([status, body.items.map(({ id }: { id: string }) => id)]).to.deep.equal([201, [a.id, b.id]]);
  });

  it('splits with the requester of the first message and the clock of its arrival', async () => {
    const source = await file(ctx, cast.ana, { title: 'Printer' });
    await addWatcher(ctx, cast.ben, source.id, cast.eve.id!);
    const arrived = ctx.clock();
    const asked = await say(cast.eve, source.id, 'And my phone is broken');
    ctx.clock.advance(20 * minute);
    const answer = await say(cast.ben, source.id, 'We send another phone');
    ctx.clock.advance(70 * minute);
    const { created } = await split(source.id, { commentIds: [asked.id, answer.id] });
    expect(created).to.deep.include({
      requesterId: cast.eve.id,
      openedAt: arrived,
      responseMetAt: answer.createdAt,
      responseBreachedAt: null,
    });
    expect(
      (await split(source.id, { commentIds: [(await say(cast.ana, source.id, 'x')).id], startsAt: 'now' })).created.openedAt,
    ).to.deep.equal(ctx.clock());
    expect(await noticesOf(ctx, cast.eve, created.id)).to.include('incident.filed');
    expect(created.nextResponseDueAt).to.equal(null);
    expect((await historyOf(ctx, cast.eve, created.id)).map(({ comment }) => comment?.body).filter(Boolean)).to.deep.equal([
      'And my phone is broken',
      'We send another phone',
    ]);
    const told = (await historyOf(ctx, cast.ben, source.id)).find(({ kind }) => kind === 'split');
    expect(told?.detail).to.deep.include({ comments: 2, files: 0 });
    expect((await historyOf(ctx, cast.ana, source.id)).map(({ kind }) => kind)).not.to.include('split');
  });

  it('splits off a question that still waits: its answer is due since it was asked', async () => {
    const source = await file(ctx, cast.ana);
    const first = await say(cast.ana, source.id, 'The scanner too');
    ctx.clock.advance(minute);
    const answer = await say(cast.ben, source.id, 'Which one?');
    ctx.clock.advance(5 * minute);
    const question = await say(cast.ana, source.id, 'The blue one. When will you come?');
    ctx.clock.advance(10 * minute);
    const { created } = await split(source.id, { commentIds: [first.id, answer.id, question.id] });
    const { items } = (await ben.get(`/incidents/${created.id}/service-levels`)).body;
    expect(items.map(({ kind }: { kind: string }) => kind)).to.include('nextResponse');
    expect(created.nextResponseDueAt!.getTime()).to.be.within(question.createdAt.getTime(), ctx.clock().getTime() + 4 * 86_400_000);
    expect(created.version).to.equal(2);
  });

  it('explains why a split that was worked on stays', async () => {
    const source = await file(ctx, cast.ana);
    const { split: made, created } = await split(source.id, { commentIds: [(await say(cast.ana, source.id, 'x')).id] });
    await assignIncident(ctx, cast.carla, created.id, { technicianId: 'me' }, null);
    expect(await outcome(undoSplit(ctx, cast.ben, source.id, made.id))).to.equal(
      `INC-${created.number} was worked on since by Carla; merge it instead`,
    );
    const foreign = await file(ctx, cast.eve);
    const theirs = await say(cast.eve, foreign.id, 'secret');
    expect(await outcome(split(source.id, { commentIds: [theirs.id] }))).to.match(/not of this incident/);
    expect((await ana.post(`/incidents/${source.id}/splits`, { title: 'x', commentIds: ['y'] })).status).to.equal(403);
  });

  it('knows one level of family and no circle', async () => {
    const [a, b, c] = [await file(ctx, cast.ana), await file(ctx, cast.ana), await file(ctx, cast.ana)];
    expect(await outcome(setParent(ctx, cast.ben, a.id, a.id))).to.equal('An incident is not its own parent');
    await setParent(ctx, cast.ben, b.id, a.id);
    expect(await outcome(setParent(ctx, cast.ben, a.id, b.id))).to.match(/has a parent and takes no children/);
    expect(await outcome(setParent(ctx, cast.ben, a.id, c.id))).to.match(/has children and takes no parent/);
    expect(await outcome(setParent(ctx, cast.ben, c.id, b.id))).to.match(/has a parent and takes no children/);
    const both = await Promise.all([outcome(setParent(ctx, cast.ben, c.id, a.id)), outcome(setParent(ctx, cast.carla, a.id, c.id))]);
    expect(both.filter((one) => one === 'done')).to.have.length(1);
    expect((await ben.get(`/incidents/${b.id}/family`)).body.parent.id).to.equal(a.id);
    expect((await ana.get(`/incidents/${b.id}/family`)).status).to.equal(403);
    expect((await historyOf(ctx, cast.ana, b.id)).map(({ kind }) => kind)).to.deep.equal(['filed']);
    expect((await ben.post(`/incidents/${c.id}/children/answers`, { body: 'x' })).status).to.equal(409);
    const rows = await transact(ctx, (tx) => dueRows(tx.db.sql, ctx.clock(), 1000));
    expect(rows.filter(({ job }) => job === 'incident.fanOut')).to.deep.equal([]);
  });
});
