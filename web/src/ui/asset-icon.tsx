import {
  IconBox,
  IconDeviceLaptop,
  IconDeviceMobile,
  IconKeyboard,
  IconPhone,
  IconPrinter,
  IconRouter,
  IconServer2,
} from '@tabler/icons-react';
import type { AssetRef } from '../api/types.ts';

const icons = {
  computer: IconDeviceLaptop,
  server: IconServer2,
  phone: IconPhone,
  mobile: IconDeviceMobile,
  network: IconRouter,
  printer: IconPrinter,
  peripheral: IconKeyboard,
  other: IconBox,
};

export function AssetIcon({ kind, size = 18 }: { kind: AssetRef['kind'] | string; size?: number }) {
  const Icon = icons[kind as AssetRef['kind']] ?? IconBox;
  return <Icon size={size} stroke={1.6} aria-hidden />;
}
