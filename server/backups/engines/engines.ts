import { archiveEngine } from './archive/archive-engine.ts';
import type { Engine } from './engine.ts';
import { resticEngine } from './restic/restic-engine.ts';

export const engineNames = ['archive', 'restic'] as const;
export type EngineName = (typeof engineNames)[number];

/** The engine of a name. */
export const engineOf = (name: EngineName): Engine => (name === 'restic' ? resticEngine : archiveEngine);
