import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { fileIncident } from '../incidents/file-incident.ts';
import { type Api, makeCast, startApi, testContext } from '../testing.ts';
import { presenceOf } from './presence.ts';

const pageId = '6f1c0f2e-page-of-carla';

/** A page's stream of changes that has said that it is ready. */
async function openStream(api: Api, token: string): Promise<IncomingMessage> {
  const request = get(`${api.url}/api/v1/live?pageId=${pageId}`, { headers: { Authorization: `Bearer ${token}` }, agent: false });
  const [stream] = (await once(request, 'response')) as [IncomingMessage];
  await once(stream, 'data');
  return stream;
}

eachDatabase('the presence of a page whose stream ends', (db) => {
  it('ends with its last stream, not with one that it has replaced', async () => {
    const ctx = testContext(db());
    const { ana, ben, carla } = await makeCast(ctx);
    const api = await startApi(ctx);
    const { number } = await fileIncident(ctx, ana, { title: 'The scanner hums', description: 'All day.', impact: 'low', urgency: 'low' });
    const [first, second] = [await openStream(api, await api.tokenOf(carla)), await openStream(api, await api.tokenOf(carla))];
    await (await api.as(carla)).put(`/incidents/${number}/presence`, { deviceId: `${pageId}-1`, state: 'viewing' });
    const others = async (): Promise<string[]> =>
      (await (await api.as(ben)).get(`/incidents/${number}/presence`)).body.items.map(
        ({ person }: { person: { name: string } }) => person.name,
      );
    const left = new Promise<void>((resolve) => {
      ctx.live.subscribe(({ type }) => type === 'page.left' && resolve());
    });
    first.destroy();
    expect(await others()).to.deep.equal([carla.name]);
    second.destroy();
    await left;
    expect(await others()).to.deep.equal([]);
    presenceOf(ctx).close();
    await api.close();
  });
});
