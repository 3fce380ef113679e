import { IconDeviceMobile, IconMail, IconWebhook } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ContactMethod } from './rule-types.ts';

export const wayIcons: Record<ContactMethod['channel'], ReactNode> = {
  mail: <IconMail size={18} stroke={1.7} aria-hidden />,
  webhook: <IconWebhook size={18} stroke={1.7} aria-hidden />,
  push: <IconDeviceMobile size={18} stroke={1.7} aria-hidden />,
};
