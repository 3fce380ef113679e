import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { type Api, makeCast, startApi, testContext } from '../testing.ts';
import { ensureFirstAgreement } from './first-agreement.ts';

eachDatabase('the first agreement', (db) => {
  let api: Api;
  after(() => api.close());

  it('promises something from the first incident on, and is made once', async () => {
    const ctx = testContext(db());
    const cast = await makeCast(ctx);
    api = await startApi(ctx);
    await Promise.all([ensureFirstAgreement(ctx), ensureFirstAgreement(ctx)]);
    await ensureFirstAgreement(ctx);
    const carla = await api.as(cast.carla);
    expect((await carla.get('/service-level-agreements')).body.items).to.have.length(1);
    const { body } = await (await api.as(cast.ana)).post('/incidents', { title: 'Black screen', impact: 'high', urgency: 'high' });
    expect(body).to.include({ priority: 'P1', responseDueAt: '2026-11-20T16:45:00.000Z', resolutionDueAt: '2026-11-20T19:45:00.000Z' });
  });
});
