import type { Person } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { commonWords } from '../ui/words.ts';

const tones: Record<Person['role'], string> = { employee: '', technician: 'info', lead: 'velvet', admin: 'warn' };

export function RoleChip({ role }: { role: Person['role'] }) {
  const words = useWords(commonWords);
  return <Chip tone={tones[role]}>{words.role[role]}</Chip>;
}
