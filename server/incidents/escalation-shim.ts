import type { Context } from '../platform/context.ts';

type Due = { responseDueAt: Date | null; resolutionDueAt: Date | null };
export async function acknowledgeEscalation(_tx: Context, _id: string, _at: Date): Promise<void> {}
export async function resumeEscalation(_tx: Context, _id: string, _due: Due): Promise<void> {}
export async function reviseEscalation(_tx: Context, _id: string, _due: Due): Promise<void> {}
export async function startEscalation(_tx: Context, _input: object): Promise<void> {}
export async function stopEscalation(_tx: Context, _id: string): Promise<void> {}
export async function escalationsOf(_sql: unknown, _id: string): Promise<object[]> {
  return [];
}
export async function fireNextStep(
  _tx: Context,
  _id: string,
  _at: Date,
  _s: object,
): Promise<{
  step: number;
  loop: number;
  lateMs: number;
  actions: Array<{ type: string; technicianId?: string | null; supportGroupId?: string | null }>;
  recipients: Array<{ id: string; name: string }>;
} | null> {
  return null;
}
