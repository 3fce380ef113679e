import type { Asset } from '../api/types.ts';

export function AssetBackups(_: { asset: Asset }) {
  return null;
}
