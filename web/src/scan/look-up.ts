import { api } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import type { Asset } from '../api/types.ts';
import { shownCode } from './codes.ts';

type Found = { kind: 'found'; tag: string } | { kind: 'unknown' } | { kind: 'offline' };

/** The asset that a code names. An employee is led to the page of a label that is not theirs as well: it says what to do. */
export async function lookUp(code: string, isTechnician: boolean): Promise<Found> {
  try {
    const { tag } = await api.get<Asset>('/scanned-asset', { code });
    return { kind: 'found', tag };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status === 0) return { kind: 'offline' };
    const isLabel = /^https?:\/\/[^/]+\/assets\/[^/]+$/i.test(code);
    return isLabel && !isTechnician && error.status === 404 ? { kind: 'found', tag: shownCode(code) } : { kind: 'unknown' };
  }
}
