import { useLocation, useSearch } from 'wouter';

export const mailSections = ['waiting', 'all', 'mailboxes', 'sending', 'settings'] as const;
export type MailSection = (typeof mailSections)[number];

/** Which part is open; it stands in the address. */
export function useSection(): [MailSection, (section: MailSection) => void] {
  const asked = new URLSearchParams(useSearch()).get('part');
  const [path, go] = useLocation();
  const section = mailSections.find((one) => one === asked) ?? 'waiting';
  return [section, (next) => go(next === 'waiting' ? path : `${path}?part=${next}`, { replace: true })];
}
