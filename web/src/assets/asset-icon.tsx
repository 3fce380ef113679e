import { AssetIcon as Icon } from '../ui/asset-icon.tsx';

/** The picture of a kind of device on a quiet ground. */
export function AssetIcon({ kind, size = 18 }: { kind: string; size?: number }) {
  return (
    <span className="asset-icon" style={{ width: size * 1.8, height: size * 1.8 }}>
      <Icon kind={kind} size={size} />
    </span>
  );
}
