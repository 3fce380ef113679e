/** Tells the present instant; every time in the product comes from one of these, so that tests can move it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

export interface FakeClock extends Clock {
  /** Moves the clock forward by a number of milliseconds. */
  advance(ms: number): void;
  /** Puts the clock at an instant, past or future. */
  set(instant: Date | string): void;
}

/** A clock that stands still until it is told to move. */
export function fakeClock(start: Date | string): FakeClock {
  let now = new Date(start).getTime();
  const clock = (() => new Date(now)) as FakeClock;
  clock.advance = (ms) => {
    now += ms;
  };
  clock.set = (instant) => {
    now = new Date(instant).getTime();
  };
  return clock;
}
