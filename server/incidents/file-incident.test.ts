import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { insertService } from '../people/service-store.ts';
import { insertSupportGroup } from '../people/support-group-store.ts';
import { systemActor } from '../platform/actor.ts';
import { newId } from '../platform/ids.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { addComment } from './add-comment.ts';
import { cancelIncident } from './cancel-incident.ts';
import { fileIncident } from './file-incident.ts';
import type { Incident } from './incident.ts';
import { findIncident, findOpenIncidentByKey } from './incident-queries.ts';
import { raisePriority } from './raise-priority.ts';
import { reopenIncident } from './reopen-incident.ts';
import { resolveIncident } from './resolve-incident.ts';
import { file, kindsOf, noticesOf } from './testing-incidents.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => error.code ?? String(error),
  );

eachDatabase('filing an incident', (db) => {
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

  it('numbers, prioritises and puts it into the default queue of the requester’s own', async () => {
    const one = await file(ctx, cast.ana, { impact: 'high', urgency: 'low' });
    const two = await file(ctx, cast.ana);
    expect(one).to.include({ status: 'new', priority: 'P3', requesterId: cast.ana.id, supportGroupId: cast.serviceDesk, version: 1 });
    expect(two.number).to.equal(one.number + 1);
    expect(await fresh(one)).to.deep.equal(one);
    expect(await kindsOf(ctx, cast.ana, one.id)).to.deep.equal(['filed']);
  });

  it('takes the service’s queue, or the one that is named', async () => {
    expect((await file(ctx, cast.ana, { serviceId })).supportGroupId).to.equal(network);
    expect((await file(ctx, cast.ana, { serviceId, supportGroupId: cast.serviceDesk })).supportGroupId).to.equal(cast.serviceDesk);
  });

  it('lets technicians alone file for others, who are told', async () => {
    const incident = await file(ctx, cast.ben, { requesterId: cast.eve.id });
    expect(incident.requesterId).to.equal(cast.eve.id);
    expect(await noticesOf(ctx, cast.eve, incident.id)).to.deep.equal(['incident.filed']);
    expect(await codeOf(file(ctx, cast.ana, { requesterId: cast.eve.id }))).to.equal('forbidden');
    expect(await noticesOf(ctx, cast.ana, (await file(ctx, cast.ana)).id)).to.deep.equal([]);
  });

  it('refuses references that nobody knows', async () => {
    for (const field of ['serviceId', 'assetId', 'supportGroupId'] as const) {
      expect(await codeOf(file(ctx, cast.ana, { [field]: newId() })), field).to.equal('invalid_request');
    }
    expect(await codeOf(file(ctx, cast.ben, { requesterId: newId() }))).to.equal('invalid_request');
  });

  it('keeps nothing of a filing that fails, not even the number', async () => {
    const before = await file(ctx, cast.ana);
    await transact(ctx, async (tx) => {
      await file(tx, cast.ana);
      throw new Error('no');
    }).catch(() => {});
    expect((await file(ctx, cast.ana)).number).to.equal(before.number + 1);
  });

  it('keeps one open incident for each key of a machine', async () => {
    const source = { type: 'backup' as const, key: 'policy-1' };
    const first = await file(ctx, systemActor, { source });
    expect(first).to.include({ sourceType: 'backup', requesterId: null });
    expect((await findOpenIncidentByKey(ctx.db.sql, 'policy-1'))?.id).to.equal(first.id);
    const second = await file(ctx, systemActor, { source }).then(
      () => 'done',
      (error) => db().dialect.isUniqueViolation(error),
    );
    expect(second).to.equal(true);
    await resolveIncident(ctx, systemActor, first.id, { code: 'fixed', note: 'The next run was good' });
    const third = await file(ctx, systemActor, { source });
    expect(await codeOf(reopenIncident(ctx, cast.ben, first.id, undefined, null))).to.equal('conflict');
    await cancelIncident(ctx, cast.ben, third.id, undefined, null);
  });

  it('joins the transaction of its caller', async () => {
    const id = await transact(ctx, async (tx) => {
      const incident = await fileIncident(tx, systemActor, { title: 'Backup failed', impact: 'high', urgency: 'medium' });
      await addComment(tx, systemActor, incident.id, { body: 'restic: no space left', visibility: 'internal' });
      return (await raisePriority(tx, systemActor, incident.id, 'Failed twice')).id;
    });
    expect(await findIncident(ctx.db.sql, id)).to.include({ priority: 'P1', raisedSteps: 1, version: 2 });
    expect(await kindsOf(ctx, cast.ben, id)).to.deep.equal(['filed', 'commented', 'priorityRaised']);
  });
});
