import { expect } from 'chai';
import { extractText, getDocumentProxy } from 'unpdf';
import { eachDatabase } from '../../../db/testing.ts';
import { addLocation } from '../../people/save-location.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../../testing.ts';
import type { AssetAnswer } from '../asset-schemas.ts';
import { registerAsset } from '../register-asset.ts';
import { knownPapers } from './label-paper.ts';
import { labelPrint } from './label-schemas.ts';
import { printLabels } from './print-labels.ts';

const paperOf = (key: string) => knownPapers.find((known) => known.key === key)!.paper;

eachDatabase('label prints', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ben: Client;
  let assets: AssetAnswer[];
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    ben = await api.as(cast.ben);
    assets = await Promise.all(
      ['Écran', 'Łódź <1>', 'Portable'].map((name, i) =>
        registerAsset(ctx, cast.ben, { kind: i === 2 ? 'computer' : 'other', name, serial: `SN-${i}` }),
      ),
    );
  });
  after(() => api.close());

  const pagesOf = async (body: object) => {
    const pdf = await printLabels(ctx, cast.ben, labelPrint.parse(body));
    expect(pdf.subarray(0, 5).toString()).to.equal('%PDF-');
    const document = await getDocumentProxy(new Uint8Array(pdf));
    const sizes: number[][] = [];
    for (let i = 1; i <= document.numPages; i += 1)
      sizes.push((await document.getPage(i)).view.slice(2).map((points: number) => Math.round((points * 25.4) / 7.2) / 10));
    return { sizes, texts: (await extractText(document)).text };
  };

  it('prints sheets of exactly the paper, after the places that are used up', async () => {
    const ids = assets.map(({ id }) => id);
    const one = await pagesOf({ assetIds: ids, paper: paperOf('avery-l7160') });
    expect(one.sizes).to.deep.equal([[210, 297]]);
    for (const text of [assets[0]!.tag, 'Écran', 'Łódź <1>', 'S/N SN-2']) expect(one.texts[0]).to.include(text);
    const two = await pagesOf({ assetIds: ids, paper: paperOf('avery-l7160'), skip: 20 });
    expect(two.sizes).to.have.length(2);
    expect(two.texts[0]).to.include(assets[0]!.tag).and.not.include(assets[1]!.tag);
    const copies = await pagesOf({ assetIds: [ids[0]], paper: paperOf('avery-5160'), copies: 20, skip: 15, withEdges: true });
    expect(copies.sizes).to.deep.equal([
      [215.9, 279.4],
      [215.9, 279.4],
    ]);
  });

  it('prints tapes one label a page, turned for printers that want it', async () => {
    const tape = await pagesOf({ assetIds: assets.map(({ id }) => id), paper: paperOf('brother-tze-12') });
    expect(tape.sizes).to.deep.equal(Array(3).fill([50, 12]));
    const turned = await pagesOf({ assetIds: [assets[0]!.id], paper: { ...paperOf('brother-tze-12'), isTurned: true } });
    expect(turned.sizes).to.deep.equal([[12, 50]]);
    expect(turned.texts[0]).to.include(assets[0]!.tag);
  });

  it('prints what the filter of the list matches, and places with their way', async () => {
    const filtered = await pagesOf({
      filter: { kind: 'computer' },
      paper: paperOf('zebra-51x25'),
      design: { fields: ['name', 'tag'], heading: 'Lumen' },
    });
    expect(filtered.texts).to.have.length(1);
    const worded = await pagesOf({ filter: { q: 'łódź' }, paper: paperOf('zebra-51x25') });
    expect(worded.texts.map((text) => text.includes('Łódź'))).to.deep.equal([true]);
    expect(filtered.texts[0]!.replace(/\s+/g, ' ')).to.include('Portable').and.include('Lumen');
    const site = await addLocation(ctx, { name: 'Lyon', parentId: null, timeZone: 'Europe/Paris', address: null });
    const room = await addLocation(ctx, { name: '204', parentId: site.id, timeZone: 'Europe/Paris', address: null });
    const places = await pagesOf({ locationIds: [room.id], paper: paperOf('dymo-99012') });
    expect(places.texts[0]).to.include('Lyon > 204');
  });

  it('prints kinds and own fields in the words of who prints', async () => {
    const dmitri = await api.as(cast.dmitri);
    const choices = [{ value: 'mains', name: { en: 'Mains', fr: 'Secteur' } }];
    const made = await dmitri.post('/asset-fields', {
      key: 'power',
      name: { en: 'Power', fr: 'Courant' },
      type: 'choice',
      choices,
      kinds: ['printer'],
    });
    expect(made.status, JSON.stringify(made.body)).to.equal(201);
    const printer = await ben.post('/assets', { kind: 'printer', name: 'Imprimante', fields: { power: 'mains' } });
    const print = {
      assetIds: [printer.body.id],
      paper: paperOf('dymo-99012'),
      design: { fields: ['tag', 'kind', 'fields.power', 'fields.nothing'] },
    };
    const { body } = await ben.post('/label-previews', print);
    expect(body.svg).to.include('>Printer</text>').and.include('>Power Mains</text>');
    await dmitri.patch(`/people/${cast.ben.id}`, { language: 'fr' });
    expect((await ben.post('/label-previews', print)).body.svg)
      .to.include('>Imprimante</text>')
      .and.include('>Courant Secteur</text>');
    expect((await ben.post('/label-previews', { ...print, design: { fields: ['fields.'] } })).status).to.equal(422);
  });

  it('previews a page with its warnings, draws no markup of names, and stays within the pages', async () => {
    const body = { assetIds: assets.map(({ id }) => id), paper: paperOf('brother-dk-11209'), design: { symbology: 'code128' } };
    const { status, body: preview } = await ben.post('/label-previews?page=1', body);
    expect([status, preview.page, preview.pageCount, preview.labelCount]).to.deep.equal([200, 1, 3, 3]);
    expect(preview.svg).to.include('width="62mm"').and.include('&#60;1&#62;').and.not.include('<1>');
    expect((await ben.post('/label-previews?page=99', body)).body.page).to.equal(2);
    const small = { ...body, paper: { type: 'tape', label: { width: 22, height: 8 } } };
    expect((await ben.post('/label-previews', small)).body.warnings.map(({ warning }: { warning: string }) => warning)).to.include(
      'code_too_small',
    );
  });

  it('keeps templates, of which one is offered first and draws the labels on device pages', async () => {
    const body = { name: 'Stickers', paper: paperOf('avery-l7651'), design: { fields: ['tag'], heading: 'Lumen' }, isDefault: true };
    const first = (await ben.post('/label-templates', body)).body;
    const second = (await ben.post('/label-templates', { ...body, name: 'Tape', paper: paperOf('brother-tze-24') })).body;
    const { items } = (await ben.get('/label-templates')).body;
    expect(items.map(({ name, isDefault }: { name: string; isDefault: boolean }) => [name, isDefault])).to.deep.equal([
      ['Stickers', false],
      ['Tape', true],
    ]);
    expect((await ben.get(`/assets/${assets[0]!.id}/label.svg`)).body)
      .to.include('width="60mm" height="24mm"')
      .and.include('Lumen</text>');
    expect((await ben.get(`/assets/${assets[0]!.id}/label.svg?templateId=${first.id}`)).body).to.include('width="38.1mm"');
    expect((await ben.patch(`/label-templates/${second.id}`, { name: 'Tape 24' }, { 'If-Match': '"1"' })).body).to.include({
      name: 'Tape 24',
      version: 2,
    });
    expect((await ben.patch(`/label-templates/${second.id}`, { name: 'x' }, { 'If-Match': '"1"' })).status).to.equal(412);
    const printed = await pagesOf({ assetIds: [assets[0]!.id], templateId: second.id });
    expect(printed.sizes).to.deep.equal([[60, 24]]);
    for (const { id } of [first, second]) expect((await ben.delete(`/label-templates/${id}`)).status).to.equal(204);
    expect((await ben.get(`/label-templates/${first.id}`)).status).to.equal(404);
    expect((await ben.delete(`/label-templates/${first.id}`)).status).to.equal(404);
    expect((await ben.get(`/assets/${assets[0]!.id}/label.svg`)).body).to.include('width="62mm"');
  });

  it('answers bad input with a clear 4xx at its place', async () => {
    const sheet = paperOf('avery-l7160');
    const ids = [assets[0]!.id];
    const table: Array<[object, string]> = [
      [{ assetIds: ids, paper: { ...sheet, columns: 4 } }, '/paper/columns'],
      [{ assetIds: ids, paper: { ...sheet, pitchY: 20 } }, '/paper/pitchY'],
      [{ assetIds: ids, paper: { type: 'tape', label: { width: 0, height: 12 } } }, '/paper/label/width'],
      [{ assetIds: [...ids, 'none'], paper: sheet }, '/assetIds/1'],
      [{ locationIds: ['none'], paper: sheet }, '/locationIds/0'],
      [{ assetIds: ids, paper: sheet, skip: 21 }, '/skip'],
      [{ assetIds: ids, templateId: 'none' }, '/templateId'],
      [{ assetIds: ids }, '/'],
      [{ paper: sheet }, '/'],
      [{ assetIds: ids, paper: sheet, design: { fields: ['colour'] } }, '/design/fields/0'],
    ];
    for (const [body, pointer] of table) {
      const { status, body: problem } = await ben.post('/label-prints', body);
      expect([status, problem.errors[0].pointer], JSON.stringify(problem)).to.deep.equal([422, pointer]);
    }
    expect((await ben.post('/label-prints', { assetIds: [], paper: sheet })).status).to.equal(409);
    const statuses: number[] = [];
    for (const client of [api.guest, await api.as(cast.ana)])
      statuses.push((await client.post('/label-prints', { assetIds: ids, paper: sheet })).status);
    expect(statuses).to.deep.equal([401, 403]);
  });
});
