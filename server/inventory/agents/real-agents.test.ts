import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eachDatabase } from '../../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../../testing.ts';
import { contactsWritten } from './contact-journal.ts';
import type { Credential } from './testing-agents.ts';
import { openWorkshop, type Workshop } from './testing-real-agents.ts';

/** The tag that OCS keeps, as it was told. */
const keptTag = ({ folder }: Workshop): string | undefined => {
  const file = readdirSync(join(folder, 'ocs'), { recursive: true }).find((path) => String(path).endsWith('ocsinv.adm'));
  return /<KEYVALUE>(.*)<\/KEYVALUE>/.exec(readFileSync(join(folder, 'ocs', String(file)), 'utf8'))?.[1];
};

const fusion = process.env['TEST_FUSIONINVENTORY'];
const ocs = process.env['TEST_OCSINVENTORY'];

eachDatabase('real agents', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ben: Client;
  let source: Credential;
  let workshop: Workshop;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    ben = await api.as(cast.ben);
    source = (await (await api.as(cast.dmitri)).post('/inventory-sources', { name: 'HQ' })).body;
    workshop = openWorkshop();
  });
  after(async () => {
    workshop.remove();
    await api.close();
  });

  const contacts = async (): Promise<Array<Record<string, unknown>>> => {
    await contactsWritten(ctx);
    return (await ben.get('/inventory-contacts?limit=10')).body.items;
  };
  const noSecrets = async (): Promise<void> => {
    for (const table of ['inventory_contacts', 'inventory_agents', 'assets', 'asset_events']) {
      expect(JSON.stringify(await ctx.db.sql(table).select('*')), table).to.not.include(source.password);
    }
  };

  if (fusion) {
    const args = () => [`--server=${api.url}/inventory`, `--user=${source.username}`, `--password=${source.password}`, '--tasks=inventory'];

    it('FusionInventory greets, sends everything and is content', async function () {
      this.timeout(90_000);
      const { output } = await workshop.fusion(fusion, 'fusion', args());
      expect(output).to.not.match(/\[error\]|\[fault\]/i);
      expect(existsSync(join(workshop.folder, 'fusion', 'FusionInventory-Agent.dump'))).to.equal(true);
      const [inventory, prolog] = await contacts();
      expect(prolog).to.deep.include({ message: 'prolog', answer: 'SEND', status: 200 });
      expect(inventory).to.deep.include({ message: 'inventory', outcome: 'created', status: 200 });
      const { asset } = inventory as { asset: { id: string } };
      const { body } = await ben.get(`/assets/${asset.id}`);
      expect(body.identifiers.uuid).to.match(/^8c1f2a4c-5b6d-11ec-90d6-0242ac120003$/i);
      expect(body.model).to.equal('ThinkPad X1 Carbon Gen 9');
      await noSecrets();
    });

    it('FusionInventory comes again and is the same machine', async function () {
      this.timeout(90_000);
      const before = (await ben.get('/assets')).body.items.length;
      const { output } = await workshop.fusion(fusion, 'fusion', args());
      expect(output).to.not.match(/\[error\]|\[fault\]/i);
      expect((await contacts())[0]).to.deep.include({ message: 'inventory', status: 200 });
      expect((await contacts())[0]!['outcome']).to.be.oneOf(['unchanged', 'updated']);
      expect((await ben.get('/assets')).body.items.length).to.equal(before);
    });

    it('FusionInventory that does not compress is answered plain', async function () {
      this.timeout(90_000);
      const { output } = await workshop.fusion(fusion, 'plain', [...args(), '--no-compression']);
      expect(output).to.not.match(/\[error\]|\[fault\]/i);
      expect((await contacts())[0]).to.deep.include({ message: 'inventory', status: 200 });
    });

    it('FusionInventory with a wrong password is refused and says so', async function () {
      this.timeout(90_000);
      const { output } = await workshop.fusion(fusion, 'wrong', [
        `--server=${api.url}/inventory`,
        `--user=${source.username}`,
        '--password=wrong',
        '--tasks=inventory',
      ]);
      expect(output).to.match(/\[error\].*(authentication|401)/i);
      expect((await contacts())[0]).to.deep.include({ status: 401, error: 'The user name or the password is wrong' });
    });

    it('a file that FusionInventory wrote is taken by upload', async function () {
      this.timeout(90_000);
      const out = join(workshop.folder, 'files');
      mkdirSync(out, { recursive: true });
      await workshop.fusion(fusion, 'local', [`--local=${out}`, '--tasks=inventory']);
      const [file] = readdirSync(out);
      expect(file).to.match(/\.ocs$/);
      const answer = await ben.post('/inventory-uploads', new Uint8Array(readFileSync(join(out, file as string))), {
        'Content-Type': 'application/octet-stream',
      });
      expect(answer.status).to.equal(201);
      expect(answer.body.asset.id).to.be.a('string');
    });
  }

  if (ocs) {
    it('OCS Inventory greets, sends everything, keeps our tag and says it the next time', async function () {
      this.timeout(90_000);
      const args = [
        '--nolocal',
        `--server=${api.url}/ocsinventory`,
        `--basevardir=${join(workshop.folder, 'ocs')}`,
        '--ssl=0',
        // This agent keeps both in base64.
        `--user=${Buffer.from(source.username).toString('base64')}`,
        `--password=${Buffer.from(source.password).toString('base64')}`,
        '--realm=Coulisse',
        '--nosoftware',
        '--force',
      ];
      mkdirSync(join(workshop.folder, 'ocs'), { recursive: true });
      const first = await workshop.run(ocs, args);
      expect(first.code, first.output).to.equal(0);
      const [inventory] = await contacts();
      expect(inventory).to.deep.include({ message: 'inventory', answer: 'ACCOUNT_UPDATE', status: 200 });
      expect(keptTag(workshop)).to.equal((inventory as { asset: { tag: string } }).asset.tag);
      const second = await workshop.run(ocs, args);
      expect(second.code, second.output).to.equal(0);
      const [again] = await contacts();
      expect(again).to.deep.include({ message: 'inventory', answer: 'NO_ACCOUNT_UPDATE', status: 200 });
      expect((again as { asset: unknown }).asset).to.deep.equal((inventory as { asset: unknown }).asset);
      expect(keptTag(workshop)).to.equal((again as { asset: { tag: string } }).asset.tag);
    });
  }
});
