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

const icons: Record<string, typeof IconBox> = {
  computer: IconDeviceLaptop,
  server: IconServer2,
  phone: IconPhone,
  mobile: IconDeviceMobile,
  network: IconRouter,
  printer: IconPrinter,
  peripheral: IconKeyboard,
  other: IconBox,
};

/** A kind by its picture; own kinds have the box of everything else. */
export function AssetIcon({ kind, size = 18 }: { kind: string; size?: number }) {
  const Icon = icons[kind] ?? IconBox;
  return <Icon size={size} stroke={1.6} aria-hidden />;
}
