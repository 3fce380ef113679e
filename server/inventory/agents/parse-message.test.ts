import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { readMessage, unpackDocument } from './agent-message.ts';
import { DocumentFault } from './document-fault.ts';
import { parseApart } from './parse-lane.ts';
import { golden } from './testing-agents.ts';

const bearer = { product: 'FusionInventory-Agent_v2.6-3', agentUuid: null };

const documentIn = async (raw: Uint8Array) => {
  const message = await readMessage(raw, bearer);
  if (message.kind !== 'inventory') throw new Error(`It is ${message.kind}`);
  return unpackDocument(message.packed);
};

const faultOf = async (raw: Uint8Array): Promise<string> => {
  try {
    await parseApart(raw, bearer);
    return 'taken';
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    return error.reason;
  }
};

const inventoryXml = (sections: string): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>${sections}</CONTENT><DEVICEID>a-1</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`,
  );

describe('what agents say', () => {
  it('FusionInventory: a notebook with a repeated interface, a blank serial number and a nobody as its user', async () => {
    const { agent, identity, hardware, sections, isPartial } = await documentIn(deflateSync(golden('fusion-notebook.xml')));
    expect(agent).to.deep.include({ name: 'FusionInventory-Agent_v2.6-3', deviceId: 'ws-14-2026-11-24-09-30-00' });
    expect(isPartial).to.equal(false);
    expect(identity).to.deep.include({
      name: 'ws-14',
      uuid: '8c1f2a4c-5b6d-11ec-90d6-0242ac120003',
      serial: null,
      boardSerial: 'L1HF1A200E5',
    });
    expect(identity.macs).to.deep.equal(['8c:8c:aa:14:5e:01']);
    expect(hardware).to.deep.include({
      manufacturer: 'LENOVO',
      model: 'ThinkPad X1 Carbon Gen 9',
      chassis: 'Notebook',
      lastUser: null,
      biosDate: '2024-03-14',
    });
    expect(sections.interfaces?.find(({ name }) => name === 'eth0')).to.deep.include({
      addresses: ['192.0.2.2', 'fd00::2', 'fe80::8e8c:aaff:fe14:5e01'],
      isVirtual: false,
    });
    expect(sections.software).to.have.length(40);
    expect(sections.operatingSystem).to.deep.include({ name: 'Debian GNU/Linux 12 (bookworm)', architecture: 'x86_64' });
    expect(sections).to.not.have.any.keys('monitors', 'printers');
  });

  it('OCS Inventory: dates that are none, speeds of -1 Mbps, sizes with six decimals', async () => {
    const { identity, hardware, sections } = await documentIn(golden('ocs.xml'));
    expect(identity).to.deep.include({ name: 'ws-14', uuid: null, serial: null, agentTag: null, macs: ['8c:8c:aa:14:5e:01'] });
    expect(hardware).to.deep.include({ memoryMb: 24105, domain: 'WORKGROUP', description: null });
    expect(sections.disks?.[0]).to.deep.include({ name: 'vda', sizeMb: 274878 });
    expect(sections.interfaces?.find(({ name }) => name === 'eth0')).to.deep.include({ speedMbps: null, isVirtual: false });
    expect(sections.interfaces?.find(({ name }) => name === 'ifb0')?.isVirtual).to.equal(true);
    expect(sections.software?.[0]).to.deep.include({ name: 'adduser', installedOn: '2025-04-20', origin: 'deb' });
    expect(sections.operatingSystem).to.deep.include({ name: 'Debian GNU/Linux 12', version: '12', installedOn: null });
  });

  it('GLPI Agent: native JSON, and its parts as partial', async () => {
    const full = await documentIn(golden('glpi-full.json'));
    expect(full.identity).to.deep.include({ uuid: '4c4c4544-0042-3510-8054-c7c04f564433', serial: 'USE2236835', agentTag: 'HQ-01' });
    expect(full.identity.macs).to.deep.equal(['b0:a4:60:11:22:33']);
    expect(full.sections.memories?.map(({ sizeMb }) => sizeMb)).to.deep.equal([8192, 8192]);
    expect(full.sections.licences).to.deep.equal([{ name: 'Office Professional Plus 2021', key: '…EEEEE' }]);
    expect(full.sections.firewalls).to.deep.equal([{ profile: 'ufw', isEnabled: true }]);
    const delta = await documentIn(golden('glpi-delta.json'));
    expect(delta.isPartial).to.equal(true);
    expect(Object.keys(delta.sections)).to.deep.equal(['volumes']);
  });

  it('GLPI Agent on a phone: its IMEIs and its SIM', async () => {
    const { itemType, identity, sections } = await documentIn(golden('glpi-phone.json'));
    expect(itemType).to.equal('phone');
    expect(identity.imeis).to.deep.equal(['490154203237518', '490154203237526']);
    expect(sections.simCards?.[0]).to.deep.include({ iccid: '8933150319050312345', carrier: 'Orange F', number: '+33612345678' });
  });

  it('a section that is there and empty says so, one that is missing says nothing', async () => {
    const said = JSON.stringify({
      action: 'inventory',
      deviceid: 'a-1',
      content: { hardware: { name: 'a' }, monitors: [], softwares: [] },
    });
    const { sections } = await documentIn(Buffer.from(said));
    expect(sections.monitors).to.deep.equal([]);
    expect(sections.software).to.deep.equal([]);
    expect(sections.printers).to.equal(undefined);
  });

  for (const name of ['fusion-notebook.xml', 'ocs.xml', 'glpi-full.json']) {
    it(`keeps no environment, no command line and no argument of ${name}`, async () => {
      expect(JSON.stringify(await documentIn(golden(name)))).to.not.match(/s3cret|PERL_ARGS|password/i);
    });
  }

  it('zlib, gzip and plain are told apart by their first bytes', async () => {
    const text = golden('glpi-full.json');
    const [plain, zlib, best, gzip] = await Promise.all(
      [text, deflateSync(text), deflateSync(text, { level: 9 }), gzipSync(text)].map(documentIn),
    );
    expect(zlib).to.deep.equal(plain);
    expect(best).to.deep.equal(plain);
    expect(gzip).to.deep.equal(plain);
  });

  it('an encoding that the document names, a byte order mark and blanks before it', async () => {
    const latin = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><REQUEST><CONTENT><HARDWARE><NAME>caf\u00e9</NAME></HARDWARE></CONTENT><DEVICEID>a</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>',
      'latin1',
    );
    expect((await documentIn(latin)).identity.name).to.equal('caf\u00e9');
    const marked = Buffer.concat([Buffer.from('\ufeff\n'), inventoryXml('<HARDWARE><NAME>caf\u00e9</NAME></HARDWARE>')]);
    expect((await documentIn(marked)).identity.name).to.equal('caf\u00e9');
    expect((await documentIn(Buffer.concat([Buffer.from('\ufeff'), golden('glpi-full.json')]))).identity.name).to.equal('ws-21');
  });

  it('characters that XML and PostgreSQL refuse do not lose a machine', async () => {
    const { identity } = await documentIn(inventoryXml('<HARDWARE><NAME>a\u0001b</NAME></HARDWARE><BIOS><SSN>S\u00001</SSN></BIOS>'));
    expect(identity).to.deep.include({ name: 'a\ufffdb', serial: 'S\ufffd1' });
    const json = await documentIn(Buffer.from('{"action":"inventory","deviceid":"a","content":{"hardware":{"name":"a\\u0000b\\ud800"}}}'));
    expect(json.identity.name).to.equal('a b\ufffd');
  });
});

describe('what no agent says', () => {
  const bomb = Buffer.alloc(300 * 1024 * 1024, 0x20);
  const entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  const nest = (n: number): string => `${'<A>'.repeat(n)}${'</A>'.repeat(n)}`;
  const cases: Array<[string, () => Uint8Array, string]> = [
    ['a zip bomb of blanks', () => deflateSync(bomb), 'unreadable'],
    ['a zip bomb within a document', () => gzipSync(Buffer.concat([Buffer.from('<REQUEST><CONTENT><HARDWARE><NAME>'), bomb])), 'tooLarge'],
    ['entities', () => Buffer.from(`<?xml version="1.0"?>${entity}<REQUEST>&b;</REQUEST>`), 'forbidden'],
    ['an external entity', () => Buffer.from('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><REQUEST>&x;</REQUEST>'), 'forbidden'],
    ['an entity that nobody declared', () => inventoryXml('<HARDWARE><NAME>&x;</NAME></HARDWARE>'), 'unreadable'],
    ['100,000 elements in each other', () => inventoryXml(`<HARDWARE>${nest(100_000)}</HARDWARE>`), 'tooLarge'],
    ['100,000 elements in each other where nobody looks', () => inventoryXml(`<ENVS>${nest(100_000)}</ENVS>`), 'tooLarge'],
    ['100,000 lists in each other', () => Buffer.from(`{"action":"inventory","content":{"a":${'['.repeat(100_000)}`), 'tooLarge'],
    ['an element of 20 MB', () => inventoryXml(`<HARDWARE><NAME>${'x'.repeat(20_000_000)}</NAME></HARDWARE>`), 'tooLarge'],
    ['a name of 20 MB', () => Buffer.from(`<REQUEST><${'x'.repeat(20_000_000)}`), 'tooLarge'],
    ['a text of 20 MB in JSON', () => Buffer.from(`{"action":"inventory","deviceid":"${'x'.repeat(20_000_000)}"}`), 'tooLarge'],
    ['XML that ends before its end', () => golden('ocs.xml').subarray(0, 5000), 'truncated'],
    ['JSON that ends before its end', () => golden('glpi-full.json').subarray(0, 3000), 'truncated'],
    ['a packed document that ends before its end', () => deflateSync(golden('ocs.xml')).subarray(0, 2000), 'truncated'],
    ['a packed document with a wrong byte', () => wrongByte(deflateSync(golden('ocs.xml'))), 'unreadable'],
    ['nothing', () => new Uint8Array(), 'unreadable'],
    ['noise', () => randomBytes(5000).fill(0x81, 0, 2), 'unreadable'],
    ['a page', () => Buffer.from('<html><body>hello</body></html>'), 'unreadable'],
    ['JSON of another kind', () => Buffer.from('{"hello": "world"}'), 'unreadable'],
    ['a list', () => Buffer.from('[1, 2]'), 'unreadable'],
    [
      'JSON with a fault in an entry',
      () => Buffer.from('{"action":"inventory","deviceid":"a","content":{"softwares":[{"name":x}]}}'),
      'unreadable',
    ],
    [
      'JSON with a fault between entries',
      () => Buffer.from('{"action":"inventory","deviceid":"a","content":{"softwares":[{"name":"x"} {"name":"y"}]}}'),
      'unreadable',
    ],
    ['an inventory without a machine', () => inventoryXml('<SOFTWARES><NAME>x</NAME></SOFTWARES>'), 'unreadable'],
    ['an encoding that nobody knows', () => Buffer.from('<?xml version="1.0" encoding="x-nonsense"?><REQUEST/>'), 'unreadable'],
  ];
  for (const [what, make, reason] of cases) {
    it(`${what} is ${reason}`, async () => {
      expect(await faultOf(make())).to.equal(reason);
    });
  }

  it('names of JavaScript are names like others', async () => {
    const { identity } = await documentIn(
      inventoryXml('<HARDWARE><__proto__><X>1</X></__proto__><CONSTRUCTOR>c</CONSTRUCTOR><NAME>a</NAME></HARDWARE>'),
    );
    expect(identity.name).to.equal('a');
    expect(({} as Record<string, unknown>)['x']).to.equal(undefined);
  });
});

function wrongByte(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[1500] = (copy[1500] as number) ^ 0xff;
  return copy;
}

describe('a document of 20 MB', () => {
  const entry = (n: number): string =>
    `<SOFTWARES><NAME>package number ${n}</NAME><VERSION>1.${n}.0-2</VERSION><PUBLISHER>Some Publisher &amp; Co</PUBLISHER><FROM>deb</FROM><ARCH>amd64</ARCH><FILESIZE>12345</FILESIZE></SOFTWARES>\n`;
  let xml: Buffer;
  let count = 0;

  before(() => {
    const parts: string[] = ['<HARDWARE><NAME>big</NAME></HARDWARE>'];
    for (let size = 0; size < 20 * 1024 * 1024; count += 1) {
      const text = entry(count);
      parts.push(text);
      size += text.length;
    }
    xml = inventoryXml(parts.join(''));
  });

  it('is read in less than 10 s and 200 MB while the program goes on', async function () {
    this.timeout(30_000);
    await parseApart(golden('ocs.xml'), bearer);
    const before = process.memoryUsage().rss;
    let most = 0;
    let turns = 0;
    const watch = setInterval(() => {
      turns += 1;
      most = Math.max(most, process.memoryUsage().rss - before);
    }, 20);
    const startedAt = performance.now();
    const message = await parseApart(deflateSync(xml, { level: 1 }), bearer);
    const tookMs = performance.now() - startedAt;
    clearInterval(watch);
    if (message.kind !== 'inventory') throw new Error('It is no inventory');
    expect(unpackDocument(message.packed).sections.software).to.have.length(count);
    expect(tookMs).to.be.below(10_000);
    expect(most / 1024 / 1024).to.be.below(200);
    expect(turns, 'turns of the program meanwhile').to.be.above(5);
  });
});
