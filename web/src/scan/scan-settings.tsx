import { Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { Link } from 'wouter';
import type { auditAnswer } from '../../../server/audits/audit-schemas.ts';
import { useGet } from '../api/queries.ts';
import type { Answer, Location, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { LocationPicker, PersonPicker } from '../ui/search-select.tsx';
import { commonWords } from '../ui/words.ts';
import { scanWords } from './scan-words.ts';
import { useKept } from './use-kept.ts';

type Audit = Answer<typeof auditAnswer>;

/** What a scan is for beside its mode. */
export interface ScanSetting {
  personId: string | null;
  target: 'person' | 'location';
  receiverPlaceId: string | null;
  dueOn: string;
  takesBack: boolean;
}

export const firstSetting: ScanSetting = { personId: null, target: 'person', receiverPlaceId: null, dueOn: '', takesBack: false };

interface Props {
  setting: ScanSetting;
  set: (changes: Partial<ScanSetting>) => void;
}

/** To whom things are handed out. */
export function CheckOutSetting({ setting, set }: Props) {
  const words = useWords(scanWords);
  const common = useWords(commonWords);
  return (
    <div className="fields">
      <SegmentedControl
        fullWidth
        aria-label={words.toWhom}
        data={Object.entries(words.targets).map(([value, label]) => ({ value, label }))}
        value={setting.target}
        onChange={(target) => set({ target: target as ScanSetting['target'] })}
      />
      {setting.target === 'person' ? (
        <PersonPicker label={words.toWhom} value={setting.personId} onChange={(personId) => set({ personId })} />
      ) : (
        <LocationPicker label={words.toWhom} value={setting.receiverPlaceId} onChange={(receiverPlaceId) => set({ receiverPlaceId })} />
      )}
      <TextInput
        type="date"
        label={`${words.dueBack} (${common.optional})`}
        min={new Date().toLocaleDateString('sv')}
        value={setting.dueOn}
        onChange={(event) => set({ dueOn: event.currentTarget.value })}
      />
      <Checkbox
        label={words.takeBackFirst}
        checked={setting.takesBack}
        onChange={(event) => set({ takesBack: event.currentTarget.checked })}
      />
    </div>
  );
}

/** The places, or what this device remembers of them. */
export function usePlaceName(placeId: string): string | null {
  const locations = useGet<Page<Location>>('/locations');
  const known = useKept<Array<{ id: string; name: string }>>(
    'locations',
    locations.data?.items.map(({ id, name }) => ({ id, name })),
  );
  return known?.find(({ id }) => id === placeId)?.name ?? null;
}

/** Where the reader stands; the label of a room sets it as well. */
export function PlaceSetting({ label, place, setPlace }: { label: string; place: string; setPlace: (id: string) => void }) {
  const words = useWords(scanWords);
  const common = useWords(commonWords);
  return (
    <LocationPicker
      label={`${label} (${common.optional})`}
      description={words.placeHint}
      value={place || null}
      onChange={(id) => setPlace(id ?? '')}
    />
  );
}

/** Which of the open stock-takes is counted, and how far it is. */
export function AuditSetting({ audit, setAudit }: { audit: string; setAudit: (id: string) => void }) {
  const words = useWords(scanWords);
  const open = useGet<Page<Audit>>('/audits', { state: 'open', limit: 200 });
  const audits = useKept('open-audits', open.data?.items);
  if (audits?.length === 0)
    return (
      <p className="muted">
        {words.noAudit} <Link href={links.audits()}>{words.beginAudit}</Link>
      </p>
    );
  const chosen = audits?.find(({ id }) => id === audit);
  return (
    <>
      <Select
        label={words.audit}
        data={(audits ?? []).map(({ id, name, title }) => ({ value: id, label: `${name} · ${title}` }))}
        value={audit || null}
        onChange={(id) => setAudit(id ?? '')}
        allowDeselect={false}
      />
      {chosen && (
        <p className="row between small">
          <span>{words.progress(chosen.found + chosen.misplaced, chosen.expected)}</span>
          <Link href={links.audit(chosen.id)}>{words.openAudit}</Link>
        </p>
      )}
    </>
  );
}
