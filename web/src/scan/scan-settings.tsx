import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
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
  receiverName: string | null;
  dueOn: string;
  takesBack: boolean;
}

export const firstSetting: ScanSetting = {
  personId: null,
  target: 'person',
  receiverPlaceId: null,
  receiverName: null,
  dueOn: '',
  takesBack: false,
};

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
        onChange={(target) => set({ target: target as ScanSetting['target'], personId: null, receiverPlaceId: null, receiverName: null })}
      />
      {setting.target === 'person' ? (
        <PersonPicker
          label={words.toWhom}
          value={setting.personId}
          onChange={(personId, receiverName) => set({ personId, receiverName })}
        />
      ) : (
        <LocationPicker
          label={words.toWhom}
          value={setting.receiverPlaceId}
          onChange={(receiverPlaceId, receiverName) => set({ receiverPlaceId, receiverName })}
        />
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

/** What a scan is for, folded to one line while the camera looks: on a phone there is no room for both. */
export function SettingCard({
  isOpen,
  open,
  summary,
  children,
}: {
  isOpen: boolean;
  open: () => void;
  summary: ReactNode;
  children: ReactNode;
}) {
  const words = useWords(scanWords);
  if (isOpen)
    return (
      <section className="card padded">
        <div className="fields">{children}</div>
      </section>
    );
  return (
    <section className="card scan-summary">
      <span className="grow">{summary}</span>
      <Button variant="subtle" size="compact-sm" onClick={open}>
        {words.change}
      </Button>
    </section>
  );
}

/** The same in words: which stock-take and how far, where, to whom. */
export function SettingSummary({
  mode,
  audit,
  placeName,
  receiver,
}: {
  mode: string;
  audit: string;
  placeName: string | null;
  receiver: string | null;
}) {
  const words = useWords(scanWords);
  const chosen = useOpenAudits(mode === 'audit')?.find(({ id }) => id === audit);
  if (mode === 'check_out') return <bdi>{words.toHolder(receiver ?? '')}</bdi>;
  return (
    <>
      {chosen && <strong>{words.progress(chosen.found + chosen.misplaced, chosen.expected)} </strong>}
      <bdi className="muted">{[chosen?.title, placeName].filter(Boolean).join(' · ')}</bdi>
    </>
  );
}

/** The stock-takes that go on, or what this device remembers of them. */
function useOpenAudits(isAsked = true): Audit[] | undefined {
  const open = useGet<Page<Audit>>('/audits', { state: 'open', limit: 200 }, { enabled: isAsked });
  return useKept('open-audits', open.data?.items);
}

/** Which of the open stock-takes is counted, and how far it is. */
export function AuditSetting({ audit, setAudit }: { audit: string; setAudit: (id: string) => void }) {
  const words = useWords(scanWords);
  const audits = useOpenAudits();
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
