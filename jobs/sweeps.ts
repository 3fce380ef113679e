import type { Sweep } from './schedule.ts';

/** Every sweep: one line each, calling a use case that may run at any time. */
export const sweeps: Sweep[] = [];
