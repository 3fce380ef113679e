import { expect } from 'chai';
import fc from 'fast-check';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { insertService } from '../people/service-store.ts';
import { insertSupportGroup } from '../people/support-group-store.ts';
import { newId } from '../platform/ids.ts';
import type { LiveEvent } from '../platform/live.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { addComment } from './add-comment.ts';
import { assignIncident, unassignIncident } from './assign-incident.ts';
import { cancelIncident } from './cancel-incident.ts';
import { closeIncident, closeWhenDue } from './close-incident.ts';
import { editIncident } from './edit-incident.ts';
import { closesAfterMs, type Incident } from './incident.ts';
import { findIncident } from './incident-queries.ts';
import { pendIncident } from './pend-incident.ts';
import { reopenIncident } from './reopen-incident.ts';
import { resolveIncident } from './resolve-incident.ts';
import { resumeIncident, resumeWhenDue } from './resume-incident.ts';
import { armed, file, historyOf, kindsOf, noticesOf } from './testing-incidents.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => error.code ?? String(error),
  );

eachDatabase('the life of an incident', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let network: string;
  let serviceId: string;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    network = newId();
    serviceId = newId();
    await transact(ctx, async (tx) => {
      const createdAt = tx.clock();
      await insertSupportGroup(tx.db.sql, { id: network, name: 'Network', email: null, isDefault: false, version: 1, createdAt });
      const none = { serviceCalendarId: null, serviceLevelAgreementId: null, escalationPolicyId: null, form: null };
      const service = { id: serviceId, name: 'Wi-Fi', description: null, supportGroupId: network, ...none, isActive: true };
      await insertService(tx.db.sql, { ...service, version: 1, createdAt });
    });
  });

  const fresh = async ({ id }: { id: string }): Promise<Incident> => (await findIncident(ctx.db.sql, id)) as Incident;

  describe('working', () => {
    it('begins with whoever takes it, and that acknowledges it', async () => {
      const incident = await file(ctx, cast.ana);
      const taken = await assignIncident(ctx, cast.ben, incident.id, { technicianId: 'me' }, null);
      expect(taken).to.deep.include({ status: 'in_progress', assigneeId: cast.ben.id, acknowledgedAt: ctx.clock(), version: 2 });
      expect(await assignIncident(ctx, cast.ben, incident.id, { technicianId: 'me' }, null)).to.include({ version: 2 });
      const [, assigned] = await historyOf(ctx, cast.ana, incident.id);
      expect(assigned?.changes).to.deep.equal([
        { field: 'status', from: 'new', to: 'in_progress' },
        { field: 'assignee', from: null, to: { id: cast.ben.id, name: 'Ben' } },
      ]);
    });

    it('tells whoever is given it, who has not acknowledged by that', async () => {
      const incident = await file(ctx, cast.ana);
      const given = await assignIncident(ctx, cast.carla, incident.id, { technicianId: cast.ben.id! }, null);
      expect(given.acknowledgedAt).to.equal(null);
      expect(await noticesOf(ctx, cast.ben, incident.id)).to.deep.equal(['incident.assigned']);
      expect(await noticesOf(ctx, cast.carla, incident.id)).to.deep.equal([]);
    });

    it('goes to another queue without the technician of the first', async () => {
      const incident = await file(ctx, cast.ana);
      await assignIncident(ctx, cast.ben, incident.id, { technicianId: 'me' }, null);
      const moved = await assignIncident(ctx, cast.ben, incident.id, { supportGroupId: network }, null);
      expect(moved).to.include({ supportGroupId: network, assigneeId: null, status: 'in_progress' });
      const both = await assignIncident(
        ctx,
        cast.ben,
        incident.id,
        { supportGroupId: cast.serviceDesk, technicianId: cast.carla.id! },
        null,
      );
      expect(both).to.include({ supportGroupId: cast.serviceDesk, assigneeId: cast.carla.id });
      expect((await unassignIncident(ctx, cast.ben, incident.id, null)).assigneeId).to.equal(null);
    });

    it('is given to technicians alone', async () => {
      const { id } = await file(ctx, cast.ana);
      expect(await codeOf(assignIncident(ctx, cast.ben, id, { technicianId: cast.eve.id! }, null))).to.equal('invalid_request');
      expect(await codeOf(assignIncident(ctx, cast.ben, id, { technicianId: newId() }, null))).to.equal('invalid_request');
      expect(await codeOf(assignIncident(ctx, cast.ben, id, { supportGroupId: newId() }, null))).to.equal('invalid_request');
      expect(await codeOf(assignIncident(ctx, cast.ana, id, { technicianId: 'me' }, null))).to.equal('forbidden');
      expect(await codeOf(assignIncident(ctx, cast.eve, id, { technicianId: 'me' }, null))).to.equal('not_found');
    });

    it('is acknowledged once', async () => {
      const { id } = await file(ctx, cast.ana);
      const first = await acknowledgeIncident(ctx, cast.ben, id, null);
      expect(first).to.deep.include({ status: 'new', acknowledgedAt: ctx.clock(), version: 2 });
      expect(await acknowledgeIncident(ctx, cast.carla, id, null)).to.deep.equal(first);
    });

    it('follows impact and urgency with its priority and keeps old and new in the history', async () => {
      const { id } = await file(ctx, cast.ana);
      const edited = await editIncident(ctx, cast.ben, id, { urgency: 'high', title: 'The printer burns' }, 1);
      expect(edited).to.include({ priority: 'P2', version: 2 });
      const [, event] = await historyOf(ctx, cast.ana, id);
      expect(event?.changes).to.deep.equal([
        { field: 'title', from: 'The printer jams', to: 'The printer burns' },
        { field: 'urgency', from: 'medium', to: 'high' },
        { field: 'priority', from: 'P3', to: 'P2' },
      ]);
      expect((await editIncident(ctx, cast.ben, id, { urgency: 'high' }, null)).version).to.equal(2);
    });

    it('lets the requester correct the words of an open one and nothing else', async () => {
      const { id } = await file(ctx, cast.ana);
      expect(await editIncident(ctx, cast.ana, id, { title: 'It jams again' }, null)).to.include({ title: 'It jams again' });
      expect(await codeOf(editIncident(ctx, cast.ana, id, { impact: 'high' }, null))).to.equal('forbidden');
      expect(await codeOf(editIncident(ctx, cast.eve, id, { title: 'Mine' }, null))).to.equal('not_found');
      await resolveIncident(ctx, cast.ben, id, { code: 'fixed' });
      expect(await codeOf(editIncident(ctx, cast.ana, id, { title: 'Late' }, null))).to.equal('conflict');
    });

    it('tells the second of two who edit at once, and loses nothing of the first', async () => {
      const { id, version } = await file(ctx, cast.ana);
      const both = await Promise.allSettled([
        editIncident(ctx, cast.ben, id, { title: 'By Ben' }, version),
        editIncident(ctx, cast.carla, id, { title: 'By Carla' }, version),
      ]);
      const [won] = both.filter((result) => result.status === 'fulfilled');
      const [lost] = both.filter((result) => result.status === 'rejected');
      expect(lost?.reason).to.deep.include({ code: 'version_mismatch', extra: { version: version + 1 } });
      expect((await fresh({ id })).title).to.equal(won?.value.title);
    });

    it('takes twenty changes at once one after the other', async () => {
      const { id } = await file(ctx, cast.ana);
      await Promise.all(Array.from({ length: 20 }, (_, i) => editIncident(ctx, cast.ben, id, { title: `Title ${i}` }, null)));
      expect((await fresh({ id })).version).to.equal(21);
    });
  });

  describe('waiting', () => {
    it('stands until somebody resumes it', async () => {
      const { id } = await file(ctx, cast.ana);
      await assignIncident(ctx, cast.ben, id, { technicianId: 'me' }, null);
      const held = await pendIncident(ctx, cast.ben, id, { reason: 'Part ordered' }, null);
      expect(held).to.include({ status: 'pending', pendingReason: 'Part ordered', resumeAt: null, isOpen: true });
      expect(await noticesOf(ctx, cast.ana, id)).to.deep.equal(['incident.pending']);
      expect(await resumeIncident(ctx, cast.ben, id, null)).to.include({ status: 'in_progress', pendingReason: null });
      expect(await codeOf(resumeIncident(ctx, cast.ben, id, null))).to.equal('conflict');
    });

    it('is in progress afterwards though nobody is assigned, however it comes off hold', async () => {
      const { id } = await file(ctx, cast.ana);
      await assignIncident(ctx, cast.ben, id, { technicianId: 'me' }, null);
      await unassignIncident(ctx, cast.ben, id, null);
      const off = { status: 'in_progress', assigneeId: null };
      await pendIncident(ctx, cast.ben, id, { reason: 'Part ordered' }, null);
      expect(await resumeIncident(ctx, cast.ben, id, null)).to.include(off);
      await pendIncident(ctx, cast.ben, id, { reason: 'Waiting for Ana' }, null);
      expect((await addComment(ctx, cast.ana, id, { body: 'Here I am' })).incident).to.include(off);
      await pendIncident(ctx, cast.ben, id, { reason: 'Later', until: new Date(ctx.clock().getTime() + 60_000) }, null);
      const [row] = await armed(ctx, 'incident.resume', id);
      await resumeWhenDue(ctx, { incidentId: id }, row!.id);
      expect(await fresh({ id })).to.include(off);
    });

    it('resumes by itself at the instant that was named, once', async () => {
      const { id } = await file(ctx, cast.ana);
      await assignIncident(ctx, cast.ben, id, { technicianId: 'me' }, null);
      const until = new Date(ctx.clock().getTime() + 3_600_000);
      await pendIncident(ctx, cast.ben, id, { reason: 'Call back', until }, null);
      const [row] = await armed(ctx, 'incident.resume', id);
      expect(row?.runAt).to.deep.equal(until);
      await resumeWhenDue(ctx, { incidentId: id }, row!.id);
      await resumeWhenDue(ctx, { incidentId: id }, row!.id);
      expect(await fresh({ id })).to.include({ status: 'in_progress', version: 4 });
      expect(await noticesOf(ctx, cast.ben, id)).to.deep.equal(['incident.resumed']);
      expect((await kindsOf(ctx, cast.ana, id)).filter((kind) => kind === 'resumed')).to.have.length(1);
    });

    it('forgets its alarm when it is resumed, resolved or cancelled before', async () => {
      const until = new Date(ctx.clock().getTime() + 3_600_000);
      for (const end of [
        (id: string) => resumeIncident(ctx, cast.ben, id, null),
        (id: string) => resolveIncident(ctx, cast.ben, id, { code: 'fixed' }),
        (id: string) => cancelIncident(ctx, cast.ben, id, undefined, null),
        (id: string) => pendIncident(ctx, cast.ben, id, { reason: 'Longer' }, null),
      ]) {
        const { id } = await file(ctx, cast.ana);
        await pendIncident(ctx, cast.ben, id, { reason: 'Wait', until }, null);
        await end(id);
        expect(await armed(ctx, 'incident.resume', id)).to.deep.equal([]);
      }
    });

    it('does not wait for the past', async () => {
      const { id } = await file(ctx, cast.ana);
      expect(await codeOf(pendIncident(ctx, cast.ben, id, { reason: 'x', until: ctx.clock() }, null))).to.equal('invalid_request');
    });
  });

  describe('talking', () => {
    it('answers the requester, which acknowledges it and tells requester and watchers', async () => {
      const { id } = await file(ctx, cast.ana);
      const { comment, incident } = await addComment(ctx, cast.ben, id, { body: 'Is it plugged in?' });
      expect(comment).to.include({ body: 'Is it plugged in?', visibility: 'public', authorName: 'Ben' });
      expect(incident.acknowledgedAt).to.deep.equal(ctx.clock());
      expect(await noticesOf(ctx, cast.ana, id)).to.deep.equal(['incident.answered']);
      await addComment(ctx, cast.ben, id, { body: 'And now?' });
      expect(await noticesOf(ctx, cast.ana, id)).to.deep.equal(['incident.answered', 'incident.answered']);
    });

    it('takes it off hold when the requester writes', async () => {
      const { id } = await file(ctx, cast.ana);
      await assignIncident(ctx, cast.ben, id, { technicianId: 'me' }, null);
      await pendIncident(ctx, cast.ben, id, { reason: 'Waiting for Ana' }, null);
      const { incident } = await addComment(ctx, cast.ana, id, { body: 'Yes, it is' });
      expect(incident).to.include({ status: 'in_progress', pendingReason: null });
      expect(await noticesOf(ctx, cast.ben, id)).to.deep.equal(['incident.requesterWrote']);
    });

    it('leaves a resolved one resolved when the requester says thanks', async () => {
      const { id } = await file(ctx, cast.ana);
      await resolveIncident(ctx, cast.ben, id, { code: 'fixed' });
      expect((await addComment(ctx, cast.ana, id, { body: 'Thanks' })).incident.status).to.equal('resolved');
    });

    it('keeps internal words from employees, in the history, in events and in notices', async () => {
      const heard: LiveEvent[] = [];
      const stop = ctx.live.subscribe((event) => heard.push(event));
      const { id } = await file(ctx, cast.ana);
      heard.length = 0;
      const { incident } = await addComment(ctx, cast.ben, id, { body: 'The user is holding it wrong', visibility: 'internal' });
      stop();
      expect(incident).to.include({ version: 1, acknowledgedAt: null });
      expect(heard.filter(({ type }) => type === 'incident.changed').map(({ audience }) => audience)).to.deep.equal([
        { role: 'technician', personIds: [] },
      ]);
      expect(await kindsOf(ctx, cast.ana, id)).to.deep.equal(['filed']);
      expect(await kindsOf(ctx, cast.ben, id)).to.deep.equal(['filed', 'commented']);
      expect(await noticesOf(ctx, cast.ana, id)).to.deep.equal([]);
      expect(await codeOf(addComment(ctx, cast.ana, id, { body: 'x', visibility: 'internal' }))).to.equal('forbidden');
    });

    it('ends for the requester when it is closed; technicians still take notes', async () => {
      const { id } = await file(ctx, cast.ana);
      await cancelIncident(ctx, cast.ana, id, 'Works again', null);
      expect(await codeOf(addComment(ctx, cast.ana, id, { body: 'x' }))).to.equal('conflict');
      expect(await codeOf(addComment(ctx, cast.ben, id, { body: 'x', visibility: 'internal' }))).to.equal('done');
    });
  });

  describe('ending', () => {
    it('is resolved, told, and closed after seven days', async () => {
      const { id } = await file(ctx, cast.ana);
      const resolved = await resolveIncident(ctx, cast.ben, id, { code: 'fixed', note: 'New toner' });
      expect(resolved).to.include({ status: 'resolved', isOpen: false, resolutionCode: 'fixed', resolvedById: cast.ben.id });
      expect(await noticesOf(ctx, cast.ana, id)).to.deep.equal(['incident.resolved']);
      const [row] = await armed(ctx, 'incident.close', id);
      expect(row?.runAt.getTime()).to.equal(ctx.clock().getTime() + closesAfterMs);
      await closeWhenDue(ctx, { incidentId: id }, row!.id);
      await closeWhenDue(ctx, { incidentId: id }, row!.id);
      expect(await fresh({ id })).to.include({ status: 'closed', version: 3 });
      expect((await historyOf(ctx, cast.ana, id)).at(-1)).to.deep.include({ kind: 'closed', actor: { id: null, name: 'Coulisse' } });
    });

    it('is reopened by the requester, and the closing is forgotten', async () => {
      const { id } = await file(ctx, cast.ana);
      await resolveIncident(ctx, cast.ben, id, { code: 'fixed' });
      const open = await reopenIncident(ctx, cast.ana, id, 'It jams again', null);
      expect(open).to.include({ status: 'new', isOpen: true, resolvedAt: null, resolutionCode: null });
      expect(await armed(ctx, 'incident.close', id)).to.deep.equal([]);
      expect((await historyOf(ctx, cast.ana, id)).at(-1)?.detail).to.deep.include({ reason: 'It jams again', code: 'fixed' });
    });

    it('is closed at once when the requester confirms, and stays closed', async () => {
      const { id } = await file(ctx, cast.ana);
      expect(await codeOf(closeIncident(ctx, cast.ana, id, null))).to.equal('conflict');
      await resolveIncident(ctx, cast.ben, id, { code: 'fixed' });
      expect(await closeIncident(ctx, cast.ana, id, null)).to.include({ status: 'closed' });
      expect(await armed(ctx, 'incident.close', id)).to.deep.equal([]);
      for (const work of [
        () => reopenIncident(ctx, cast.ben, id, undefined, null),
        () => resolveIncident(ctx, cast.ben, id, { code: 'fixed' }),
        () => assignIncident(ctx, cast.ben, id, { technicianId: 'me' }, null),
        () => editIncident(ctx, cast.ben, id, { title: 'x' }, null),
      ]) {
        expect(await codeOf(work())).to.equal('conflict');
      }
    });

    it('can be withdrawn by the requester and by nobody else of the employees', async () => {
      const { id } = await file(ctx, cast.ana);
      expect(await codeOf(cancelIncident(ctx, cast.eve, id, undefined, null))).to.equal('not_found');
      expect(await cancelIncident(ctx, cast.ana, id, undefined, null)).to.include({ status: 'cancelled', isOpen: false });
    });

    it('is the same after resolving and reopening, whatever it was', async () => {
      await fc.assert(
        fc.asyncProperty(fc.boolean(), fc.boolean(), async (isAssigned, isAcknowledged) => {
          const { id } = await file(ctx, cast.ana);
          await acknowledgeIncident(ctx, cast.ben, id, null);
          if (isAssigned) await assignIncident(ctx, cast.carla, id, { technicianId: 'me' }, null);
          if (isAcknowledged) await acknowledgeIncident(ctx, cast.carla, id, null);
          const before = await fresh({ id });
          await resolveIncident(ctx, cast.ben, id, { code: 'fixed', note: 'x' });
          await reopenIncident(ctx, cast.ana, id, undefined, null);
          expect({ ...(await fresh({ id })), version: 0 }).to.deep.equal({ ...before, version: 0 });
        }),
        { numRuns: 4 },
      );
    });
  });
});
