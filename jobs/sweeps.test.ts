import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { makeCast, testContext } from '../server/testing.ts';
import { sweeps } from './sweeps.ts';

eachDatabase('sweeps', (db) => {
  it('each run on an installation that is idle, again and again', async () => {
    const ctx = testContext(db());
    await makeCast(ctx);
    for (const sweep of [...sweeps, ...sweeps]) {
      await sweep.run(ctx).catch((error: Error) => expect.fail(`${sweep.name}: ${error.stack}`));
    }
  });

  it('forgets sessions whose time is over and keeps the others', async () => {
    const ctx = testContext(db());
    const { id: personId } = await ctx.db.sql('people').first('id');
    const at = (ms: number) => new Date(ctx.clock().getTime() + ms);
    const session = { personId, createdAt: at(-9000), lastSeenAt: at(-9000) };
    await db()
      .writer('sessions')
      .insert([
        { ...session, tokenHash: 'over', expiresAt: at(0) },
        { ...session, tokenHash: 'good', expiresAt: at(1) },
      ]);
    await sweeps.find(({ name }) => name === 'expired sessions')?.run(ctx);
    expect((await ctx.db.sql('sessions').select('tokenHash')).map((row: { tokenHash: string }) => row.tokenHash)).to.deep.equal(['good']);
  });
});
