import {
  IconBox,
  IconDeviceDesktop,
  IconDeviceMobile,
  IconKeyboard,
  IconPhone,
  IconPrinter,
  IconRouter,
  IconServer2,
} from '@tabler/icons-react';
import type { Asset } from '../api/types.ts';

const icons: Record<Asset['kind'], typeof IconBox> = {
  computer: IconDeviceDesktop,
  server: IconServer2,
  phone: IconPhone,
  mobile: IconDeviceMobile,
  network: IconRouter,
  printer: IconPrinter,
  peripheral: IconKeyboard,
  other: IconBox,
};

/** The picture of a kind of device. */
export function AssetIcon({ kind, size = 18 }: { kind: Asset['kind']; size?: number }) {
  const Icon = icons[kind] ?? IconBox;
  return (
    <span className="asset-icon" style={{ width: size * 1.8, height: size * 1.8 }}>
      <Icon size={size} stroke={1.7} aria-hidden />
    </span>
  );
}
