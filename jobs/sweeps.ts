import { stampMissedBreaches } from '../server/incidents/record-breach.ts';
import { sweepAttachments } from '../server/incidents/sweep-attachments.ts';
import { sweepEscalations } from '../server/incidents/sweep-escalations.ts';
import type { Sweep } from './schedule.ts';

/** Every sweep: one line each, calling a use case that may run at any time. */
export const sweeps: Sweep[] = [
  { name: 'missed escalations', run: sweepEscalations },
  { name: 'missed breaches', run: stampMissedBreaches },
  { name: 'orphaned attachments', everyMinutes: 30, run: sweepAttachments },
];
