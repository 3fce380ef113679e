import { expect } from 'chai';
import { fakeClock } from '../platform/clock.ts';
import { type Live, type LiveEvent, localLive, pageLeft } from '../platform/live.ts';
import { type Beat, openPresence } from './presence.ts';

/** Live events of two processes that reach each other at once, as Redis or PostgreSQL would carry them. */
function twoProcesses(): [Live, Live] {
  const [one, other] = [localLive(), localLive()];
  const joined = (own: Live, far: Live): Live => ({
    ...own,
    publish: (event) => {
      own.publish(event);
      far.publish(JSON.parse(JSON.stringify(event)));
    },
  });
  return [joined(one, other), joined(other, one)];
}

const ben: Omit<Beat, 'since'> = {
  incidentId: 'i1',
  personId: 'ben',
  name: 'Ben',
  deviceId: 'laptop',
  isTechnician: true,
  state: 'viewing',
};
const carla: typeof ben = { ...ben, personId: 'carla', name: 'Carla', deviceId: 'desk' };

describe('presence', () => {
  it('knows in every process who looks and who writes', () => {
    const clock = fakeClock('2026-11-20T15:45:00.000Z');
    const [paris, lyon] = twoProcesses().map((live) => openPresence(live, clock)) as [ReturnType<typeof openPresence>, never];
    paris.say(ben);
    (lyon as typeof paris).say({ ...carla, state: 'writing' });
    for (const process of [paris, lyon as typeof paris])
      expect(process.at('i1').map(({ name, state }) => [name, state])).to.deep.equal([
        ['Ben', 'viewing'],
        ['Carla', 'writing'],
      ]);
  });

  it('forgets in every process who falls silent, and at once who leaves', () => {
    const clock = fakeClock('2026-11-20T15:45:00.000Z');
    const [a, b] = twoProcesses();
    const [paris, lyon] = [openPresence(a, clock), openPresence(b, clock)];
    paris.say(ben);
    paris.say(carla);
    clock.advance(30_000);
    paris.say(ben);
    clock.advance(30_000);
    expect(lyon.at('i1').map(({ name }) => name)).to.deep.equal(['Ben']);
    paris.leave(ben);
    expect(lyon.at('i1')).to.deep.equal([]);
  });

  it('believes the newest word of a page, whichever process it came by', () => {
    const clock = fakeClock('2026-11-20T15:45:00.000Z');
    const [a, b] = twoProcesses();
    const [paris, lyon] = [openPresence(a, clock), openPresence(b, clock)];
    paris.say(ben);
    lyon.say({ ...ben, state: 'writing' });
    expect(paris.at('i1').map(({ state }) => state)).to.deep.equal(['writing']);
  });

  it('takes no word of a page that has left, for it was on its way', () => {
    const presence = openPresence(localLive(), fakeClock('2026-11-20T15:45:00.000Z'));
    presence.say(ben);
    presence.leave(ben);
    presence.say(ben);
    expect(presence.at('i1')).to.deep.equal([]);
    presence.say({ ...ben, deviceId: 'laptop, again' });
    expect(presence.at('i1')).to.have.length(1);
  });

  it('forgets a page in every process when its stream of changes has ended, and takes its word when it is back', () => {
    const clock = fakeClock('2026-11-20T15:45:00.000Z');
    const [a, b] = twoProcesses();
    const [paris, lyon] = [openPresence(a, clock), openPresence(b, clock)];
    const told: LiveEvent[] = [];
    b.subscribe((event) => told.push(event));
    paris.say(ben);
    lyon.say(carla);
    a.publish({ type: pageLeft, id: carla.deviceId, audience: {}, data: { personId: 'carla' } });
    for (const process of [paris, lyon]) expect(process.at('i1').map(({ name }) => name)).to.deep.equal(['Ben']);
    const news = told.filter(({ data }) => data?.['isGone'] === true);
    expect(news.map(({ id, audience, data }) => [id, audience.personIds, data?.['personId']])).to.deep.equal([['i1', ['ben'], 'carla']]);
    lyon.say(carla);
    expect(paris.at('i1')).to.have.length(2);
  });

  it('learns from the others when it starts late', () => {
    const clock = fakeClock('2026-11-20T15:45:00.000Z');
    const [a, b] = twoProcesses();
    openPresence(a, clock).say(ben);
    expect(
      openPresence(b, clock)
        .at('i1')
        .map(({ name }) => name),
    ).to.deep.equal(['Ben']);
  });

  it('tells only technicians who are there, and only what is news', () => {
    const live = localLive();
    const told: LiveEvent[] = [];
    live.subscribe((event) => told.push(event));
    const presence = openPresence(live, fakeClock('2026-11-20T15:45:00.000Z'));
    presence.say({ ...ben, personId: 'ana', name: 'Ana', isTechnician: false });
    presence.say(carla);
    presence.say(ben);
    presence.say(ben);
    presence.say({ ...ben, state: 'writing' });
    const audiences = told.filter(({ type }) => type === 'presence.changed').map(({ audience }) => audience.personIds);
    expect(audiences).to.deep.equal([[], [], ['carla'], [], ['carla']]);
  });

  it('shows a person with two devices once, by the busier', () => {
    const presence = openPresence(localLive(), fakeClock('2026-11-20T15:45:00.000Z'));
    presence.say({ ...ben, state: 'writing' });
    presence.say({ ...ben, deviceId: 'phone' });
    expect(presence.at('i1').map(({ name, state }) => [name, state])).to.deep.equal([['Ben', 'writing']]);
  });
});
