import { eachDatabase } from '../db/testing.ts';
import { type Answer, type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from './testing.ts';

export interface Desk {
  ctx: TestContext;
  cast: Cast;
  api: Api;
  ben: Client;
  carla: Client;
  asset(fields?: Record<string, unknown>): Promise<Answer['body']>;
  supplier(name?: string): Promise<Answer['body']>;
}

/** A desk of its own for every story: what one enters changes the sums of another. */
export function story(title: string, tell: (desk: Desk) => Promise<void>): void {
  eachDatabase(title, (db) => {
    it('holds', async () => {
      const ctx = testContext(db());
      const cast = await makeCast(ctx);
      const api = await startApi(ctx);
      const ben = await api.as(cast.ben);
      const carla = await api.as(cast.carla);
      const asset = async (fields = {}) => (await ben.post('/assets', { kind: 'computer', name: 'Laptop', ...fields })).body;
      const supplier = async (name = 'Éditions Durand') => (await ben.post('/suppliers', { name })).body;
      try {
        await tell({ ctx, cast, api, ben, carla, asset, supplier });
      } finally {
        await api.close();
      }
    });
  });
}
