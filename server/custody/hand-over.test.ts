import { expect } from 'chai';
import { extractText, getDocumentProxy } from 'unpdf';
import { eachDatabase } from '../../db/testing.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { sha256 } from '../platform/ids.ts';
import type { LiveEvent } from '../platform/live.ts';
import { signLink } from '../platform/signed-link.ts';
import { type Answer, type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { drawn, noticesTo } from './testing-custody.ts';

const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
const wordsOfPdf = async (bytes: Uint8Array): Promise<string> =>
  words((await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })).text);

eachDatabase('hand-overs', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let [ana, ben, carla, eve] = [] as unknown as [Client, Client, Client, Client];
  let count = 0;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla, eve] = [await api.as(cast.ana), await api.as(cast.ben), await api.as(cast.carla), await api.as(cast.eve)];
  });
  after(() => api.close());

  const laptop = () => {
    count += 1;
    return registerAsset(ctx, cast.ben, {
      kind: 'computer',
      name: `Portable Łódź ${count}`,
      manufacturer: 'Lenovo',
      model: 'X1',
      serial: `SN-${count}`,
    });
  };
  const draftOf = (assets: Array<{ id: string }>, more: object = {}) => ({
    personId: cast.ana.id,
    items: assets.map(({ id }) => ({ assetId: id })),
    ...more,
  });
  /** Shows the text as a page does and has it signed. */
  const signed = async (assets: Array<{ id: string }>, more: object = {}, client = ben): Promise<Answer> => {
    const draft = draftOf(assets, more);
    const { body } = await client.post('/hand-overs/preview', draft);
    return client.post('/hand-overs', { ...draft, method: 'drawn', signature: drawn, textHash: body.textHash });
  };
  const asked = async (assets: Array<{ id: string }>, more: object = {}): Promise<Answer['body']> =>
    (await ben.post('/hand-overs', { ...draftOf(assets, more), method: 'link' })).body;
  const tokenFor = (id: string, personId = cast.ana.id as string) =>
    signLink(ctx.settings.secretKey, {
      action: 'handOver.sign',
      subjectId: id,
      personId,
      expiresAt: new Date(ctx.clock().getTime() + 1000),
    });
  const paper = async (path: string, token: string): Promise<Buffer> => {
    const answer = await fetch(`${api.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
    expect(answer.status).to.equal(200);
    expect(answer.headers.get('content-type')).to.equal('application/pdf');
    return Buffer.from(await answer.arrayBuffer());
  };

  it('hands several things over on one signature, with the exact text', async () => {
    const assets = [await laptop(), await laptop(), await laptop()];
    const { status, body } = await signed(assets, { dueAt: '2026-12-24T17:00:00Z', note: 'avec housse', language: 'fr' });
    expect(status).to.equal(201);
    expect(body).to.deep.include({ state: 'signed', signedHow: 'drawn', direction: 'out', textHash: sha256(body.text) });
    expect(body.text).to.include('Ana').and.include('Ben').and.include('avec housse').and.include('24 décembre 2026');
    for (const { tag, serial } of assets) expect(body.text).to.include(tag).and.include(serial);
    expect(body.signatureSvg).to.match(/^<svg .*<path d="M 10 10/);
    for (const { id, tag } of assets) {
      const asset = (await ben.get(`/assets/${id}`)).body;
      expect(asset.custodian, tag).to.deep.equal({ type: 'person', id: cast.ana.id, name: 'Ana' });
      expect(asset.dueAt).to.equal('2026-12-24T17:00:00.000Z');
      expect((await ben.get(`/assets/${id}/history`)).body.items[0].note).to.equal(body.number);
    }
    expect((await ana.get('/me/assets')).body.items.map(({ id }: { id: string }) => id)).to.include.members(assets.map(({ id }) => id));
  });

  it('keeps a paper that says it all and never changes', async () => {
    const { body } = await signed([await laptop()], { note: 'with bag' });
    const token = await api.tokenOf(cast.ana);
    const first = await paper(`/hand-overs/${body.number}/paper.pdf`, token);
    const said = await wordsOfPdf(first);
    for (const part of [body.text, 'Ana', 'Ben', body.textHash, body.number, ctx.clock().toISOString()])
      expect(said).to.include(words(part));
    ctx.clock.advance(3_600_000);
    const text = { body: 'Nouveau : {person} a {items}' };
    expect((await carla.put('/hand-over-texts/out/fr', text)).status).to.equal(200);
    expect((await ana.get(`/hand-overs/${body.id}`)).body.text).to.equal(body.text);
    expect((await paper(`/hand-overs/${body.id}/paper.pdf`, token)).equals(first)).to.equal(true);
    const fresh = (await signed([await laptop()])).body;
    expect(fresh.text).to.match(/^Nouveau : Ana a 1\. /);
  });

  it('refuses a signature under another text than the one that was shown', async () => {
    const [one, two] = [await laptop(), await laptop()];
    const { body: shown } = await ben.post('/hand-overs/preview', draftOf([one]));
    const answer = await ben.post('/hand-overs', { ...draftOf([one, two]), method: 'drawn', signature: drawn, textHash: shown.textHash });
    expect(answer.status).to.equal(409);
    expect((await ben.get(`/assets/${two.id}`)).body.custodian).to.equal(null);
    const unseen = await ben.post('/hand-overs', { ...draftOf([one]), method: 'drawn', signature: drawn });
    expect([unseen.status, unseen.body.errors[0].pointer]).to.deep.equal([422, '/textHash']);
    const dot = { width: 300, height: 100, strokes: [[5, 5]] };
    const touched = await ben.post('/hand-overs', { ...draftOf([one]), method: 'drawn', signature: dot, textHash: shown.textHash });
    expect([touched.status, touched.body.errors[0].pointer]).to.deep.equal([422, '/signature']);
  });

  it('changes nothing when one thing cannot go, and names it', async () => {
    const [free, out] = [await laptop(), await laptop()];
    await signed([out], { personId: cast.eve.id });
    const { status, body } = await signed([free, out, { id: 'AST-99999' }, free]);
    expect(status).to.equal(409);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).to.deep.equal(['/items/1', '/items/2', '/items/3']);
    expect((await ben.get(`/assets/${free.id}`)).body.custodian).to.equal(null);
  });

  it('lets one of two desks win, and the other keeps all but that device', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [shared, first, second] = [await laptop(), await laptop(), await laptop()];
      const answers = await Promise.all([
        signed([first, shared], { personId: cast.ana.id }, ben),
        signed([shared, second], { personId: cast.eve.id }, carla),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([201, 409]);
      const lost = answers.findIndex(({ status }) => status === 409);
      expect(answers[lost]!.body.errors).to.deep.equal([
        { pointer: lost === 0 ? '/items/1' : '/items/0', message: `${shared.tag} is out already: check it in first` },
      ]);
      const rest = lost === 0 ? first : second;
      expect((await ben.get(`/assets/${rest.id}`)).body.custodian).to.equal(null);
      expect((await signed([rest])).status).to.equal(201);
    }
  });

  it('repeats nothing under one Idempotency-Key', async () => {
    const asset = await laptop();
    const body = { ...draftOf([asset]), method: 'link' };
    const send = () => ben.post('/hand-overs', body, { 'Idempotency-Key': `once-${asset.id}` });
    const [first, again] = [await send(), await send()];
    expect([first.status, again.status, again.body.id]).to.deep.equal([201, 201, first.body.id]);
  });

  it('asks by mail; opening the link does nothing, a click confirms, once', async () => {
    const handOver = await asked([await laptop()]);
    expect(handOver.state).to.equal('waiting');
    expect(await noticesTo(ctx, cast.ana, handOver.id)).to.deep.equal(['custody.sign']);
    expect((await ana.get(`/hand-overs/${handOver.id}/paper.pdf`)).status).to.equal(404);
    const link = `/hand-over-links/${tokenFor(handOver.id)}`;
    for (let i = 0; i < 3; i += 1) expect((await api.guest.get(link)).body.state).to.equal('waiting');
    expect((await api.guest.post(link, { decision: 'sign', textHash: 'another' })).status).to.equal(409);
    ctx.clock.advance(500);
    const yes = { decision: 'sign', textHash: handOver.textHash };
    const answers = await Promise.all([api.guest.post(link, yes), api.guest.post(link, yes)]);
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([200, 409]);
    const after = (await ben.get(`/hand-overs/${handOver.id}`)).body;
    expect(after).to.deep.include({ state: 'signed', signedHow: 'link', decidedAt: ctx.clock().toISOString() });
    expect((await api.guest.get(`${link}/paper.pdf`)).status).to.equal(200);
    expect(await noticesTo(ctx, cast.ben, handOver.id)).to.deep.equal(['custody.signed']);
  });

  it('takes no link of another person, an expired one, or one for another act', async () => {
    const handOver = await asked([await laptop()]);
    const claim = { action: 'incident.decide', subjectId: handOver.id, personId: cast.ana.id as string };
    const other = signLink(ctx.settings.secretKey, { ...claim, expiresAt: new Date('2030-01-01') });
    const valid = tokenFor(handOver.id);
    for (const token of [other, tokenFor(handOver.id, cast.eve.id as string), 'nonsense', `${valid}x`])
      expect((await api.guest.get(`/hand-over-links/${token}`)).status, token).to.equal(404);
    ctx.clock.advance(2000);
    expect((await api.guest.post(`/hand-over-links/${valid}`, { decision: 'sign', textHash: handOver.textHash })).status).to.equal(404);
  });

  it('is signed in one’s own account, or at the desk later; nobody signs for another', async () => {
    const [one, two] = [await asked([await laptop()]), await asked([await laptop()])];
    const { textHash } = one;
    expect((await eve.get(`/hand-overs/${one.id}`)).status).to.equal(404);
    expect((await ben.put(`/hand-overs/${one.id}/signature`, { textHash })).status).to.equal(403);
    expect((await ana.put(`/hand-overs/${one.id}/signature`, { textHash })).body.signedHow).to.equal('account');
    const later = await ben.put(`/hand-overs/${two.id}/signature`, { textHash: two.textHash, signature: drawn });
    expect([later.body.signedHow, later.body.state]).to.deep.equal(['drawn', 'signed']);
  });

  it('tells the desk of a refusal, and leaves custody for the desk to clear', async () => {
    const asset = await laptop();
    const handOver = await asked([asset]);
    expect((await ben.put(`/hand-overs/${handOver.id}/refusal`, { reason: 'no' })).status).to.equal(403);
    const refused = await ana.put(`/hand-overs/${handOver.id}/refusal`, { reason: 'It never came' });
    expect(refused.body).to.deep.include({ state: 'declined', declineReason: 'It never came' });
    expect(await noticesTo(ctx, cast.ben, handOver.id)).to.deep.equal(['custody.declined']);
    expect((await ben.get(`/assets/${asset.id}`)).body.custodian.name).to.equal('Ana');
    expect((await ben.put(`/hand-overs/${handOver.id}/withdrawal`)).status).to.equal(409);
  });

  it('takes things back on one signature, and signs later for what somebody has', async () => {
    const assets = [await laptop(), await laptop()];
    await signed([assets[0]!]);
    await ben.put(`/assets/${assets[1]!.id}/check-out`, { personId: cast.ana.id });
    const held = { items: assets.map(({ id }) => ({ assetId: id, isHeld: true })) };
    expect((await signed([], held)).status).to.equal(201);
    const back = await signed(assets, { direction: 'in', items: assets.map(({ id }) => ({ assetId: id, condition: 'scratched' })) });
    expect([back.status, back.body.direction]).to.deep.equal([201, 'in']);
    expect(back.body.text).to.include('scratched');
    for (const { id } of assets) expect((await ben.get(`/assets/${id}`)).body).to.deep.include({ custodian: null, status: 'in_stock' });
    expect((await signed(assets, { direction: 'in' })).status).to.equal(409);
  });

  it('lists papers of a person and of a device, and to employees their own', async () => {
    const asset = await laptop();
    await signed([asset], { personId: cast.eve.id });
    expect((await ben.get(`/hand-overs?assetId=${asset.id}`)).body.items).to.have.length(1);
    expect((await ana.get(`/hand-overs?assetId=${asset.id}`)).body.items).to.have.length(0);
    expect((await ana.get(`/hand-overs?personId=${cast.eve.id}&assetId=${asset.id}`)).body.items).to.have.length(0);
    const first = (await ben.get('/hand-overs?limit=2')).body;
    const second = (await ben.get(`/hand-overs?limit=2&cursor=${first.nextCursor}`)).body;
    const numbers = [...first.items, ...second.items].map(({ number }: { number: string }) => Number(number.slice(3)));
    expect(numbers)
      .to.deep.equal(numbers.toSorted((a, b) => b - a))
      .and.to.have.length(4);
  });

  it('refuses texts that leave out who or what, and whoever may not change them', async () => {
    expect((await ben.put('/hand-over-texts/out/en', { body: '{person} {items}' })).status).to.equal(403);
    for (const body of ['nothing', '{person}', '{items}', '{person} {items} {price}'])
      expect((await carla.put('/hand-over-texts/out/en', { body })).status, body).to.equal(422);
    expect((await carla.put('/hand-over-texts/in/en', { body: '{person} {items}' }, { 'If-Match': '7' })).status).to.equal(412);
  });

  it('tells open pages of the desk and of the person', async () => {
    const heard: LiveEvent[] = [];
    const stop = ctx.live.subscribe((event) => void heard.push(event));
    const { id } = await asked([await laptop()]);
    stop();
    const [event] = heard.filter(({ type }) => type === 'handOver.changed');
    expect(event).to.deep.equal({ type: 'handOver.changed', id, audience: { role: 'technician', personIds: [cast.ana.id] } });
  });
});
