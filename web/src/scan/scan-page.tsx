import { ActionIcon, Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { links } from '../app/links.ts';
import { useSearchState } from '../app/search-state.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Banner, Card, Empty, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { Camera } from './camera.tsx';
import { readCode, shownCode } from './codes.ts';
import { lookUp } from './look-up.ts';
import { ScanList, ScanResult, signalOf } from './scan-list.tsx';
import { isWaitingForNetwork, onAnswered, type ScanFor, startSending, takeScan, useScans } from './scan-queue.ts';
import {
  AuditSetting,
  CheckOutSetting,
  firstSetting,
  PlaceSetting,
  type ScanSetting,
  SettingCard,
  SettingSummary,
  usePlaceName,
} from './scan-settings.tsx';
import { scanWords } from './scan-words.ts';
import { signal } from './signal.ts';
import './scan.css';

const defaults = { mode: '', audit: '', place: '' };
type Mode = 'look' | 'check_out' | 'check_in' | 'audit';

/** Scans with the camera, a reader or the keyboard: to look up, to hand out, to take back, to count. */
export function ScanPage() {
  const words = useWords(scanWords);
  const me = useMe();
  const isTechnician = hasRole(me, 'technician');
  const [address, setAddress] = useSearchState(defaults);
  const mode = isTechnician ? modeOf(address) : 'look';
  const [setting, setSetting] = useState<ScanSetting>(firstSetting);
  const [isAudible, setAudible] = useState(true);
  const scans = useScans(me.id);
  const shown = mode === 'look' ? null : scans.find(({ scan }) => scan.action === mode);
  const placeName = usePlaceName(address.place);
  useEffect(() => startSending(me.id), [me.id]);
  useEffect(() => onAnswered((scan) => signal(signalOf(scan) ?? 'good', isAudible)), [isAudible]);
  const what = mode === 'look' ? null : purposeOf(mode, address, setting);
  const look = useLookUp();
  const [isSetting, setSettingOpen] = useState(true);
  const summary = <SettingSummary mode={mode} audit={address.audit} placeName={placeName} receiver={setting.receiverName} />;
  const take = (text: string) => {
    const read = readCode(text);
    if (read.kind === 'place') {
      setAddress({ place: read.locationId });
      signal('good', isAudible);
      return;
    }
    if (mode === 'look') return void look(read.code);
    if (!what) {
      signal('bad', isAudible);
      toast(mode === 'audit' ? words.chooseAudit : words.chooseReceiver, { isBad: true });
      return;
    }
    takeScan(me.id, read.code, what, placeName);
    if (isWaitingForNetwork()) signal('good', isAudible);
  };
  const patch = (changes: Partial<ScanSetting>) => setSetting((now) => ({ ...now, ...changes }));
  return (
    <div className="page scan-page">
      <PageHead
        title={words.title}
        lead={isTechnician ? words.lead : words.leadEmployee}
        actions={
          <ActionIcon size={36} aria-label={words.sound} aria-pressed={isAudible} onClick={() => setAudible(!isAudible)}>
            {isAudible ? <IconVolume size={19} aria-hidden /> : <IconVolumeOff size={19} aria-hidden />}
          </ActionIcon>
        }
      />
      <div className="two scan-two">
        <div className="stack">
          {isTechnician && (
            <SegmentedControl
              fullWidth
              aria-label={words.mode}
              data={Object.entries(words.modes).map(([value, label]) => ({ value, label }))}
              value={mode}
              onChange={(value) => setAddress({ mode: value })}
            />
          )}
          {mode !== 'look' && (
            <SettingCard key={mode} isOpen={isSetting || !what} open={() => setSettingOpen(true)} summary={summary}>
              {mode === 'check_out' && <CheckOutSetting setting={setting} set={patch} />}
              {mode === 'audit' && <AuditSetting audit={address.audit} setAudit={(audit) => setAddress({ audit })} />}
              {mode !== 'check_out' && (
                <PlaceSetting
                  label={mode === 'audit' ? words.place : words.backTo}
                  place={address.place}
                  setPlace={(place) => setAddress({ place })}
                />
              )}
            </SettingCard>
          )}
          <Camera onCode={take} onOpen={() => setSettingOpen(false)}>
            {shown && (
              <div className="camera-result" aria-hidden="true">
                <ScanResult scan={shown} isLarge />
              </div>
            )}
          </Camera>
          <TypedCode onCode={take} />
        </div>
        {isTechnician && <Scanned />}
      </div>
    </div>
  );
}

/** A stock-take in the address means that one is counted. */
const modeOf = ({ mode, audit }: typeof defaults): Mode =>
  mode === 'check_out' || mode === 'check_in' || mode === 'audit' || mode === 'look' ? mode : audit ? 'audit' : 'look';

/** What a scan asks of the server; null while something is missing. */
function purposeOf(mode: Exclude<Mode, 'look'>, { audit, place }: typeof defaults, setting: ScanSetting): ScanFor | null {
  if (mode === 'audit') return audit ? { action: 'audit', auditId: audit, locationId: place || null } : null;
  if (mode === 'check_in') return { action: 'check_in', locationId: place || null };
  const { target, personId, receiverPlaceId, dueOn, takesBack } = setting;
  const receiver = target === 'person' ? personId : receiverPlaceId;
  if (!receiver) return null;
  const to = target === 'person' ? { personId: receiver } : { locationId: receiver };
  return { action: 'check_out', ...to, takeBack: takesBack, dueAt: dueOn ? new Date(`${dueOn}T18:00`).toISOString() : null };
}

function useLookUp(): (code: string) => Promise<void> {
  const words = useWords(scanWords);
  const [, go] = useLocation();
  const isTechnician = hasRole(useMe(), 'technician');
  return async (code) => {
    const found = await lookUp(code, isTechnician);
    if (found.kind === 'found') {
      signal('good', true);
      return go(links.asset(found.tag));
    }
    signal('bad', true);
    toast(found.kind === 'offline' ? words.lookOffline : words.lookUnknown(shownCode(code)), { isBad: true });
  };
}

/** On a phone, the keyboard would hide the camera. */
const hasKeyboard = window.matchMedia('(pointer: fine)').matches;

/** For readers with a cable, which type and press Enter, and for labels that no camera reads. */
function TypedCode({ onCode }: { onCode: (code: string) => void }) {
  const words = useWords(scanWords);
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim()) onCode(typed.trim());
    setTyped('');
    field.current?.focus();
  };
  return (
    <form className="typed-code" onSubmit={send}>
      <TextInput
        ref={field}
        label={words.typed}
        description={words.typedHint}
        value={typed}
        maxLength={500}
        autoFocus={hasKeyboard}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {words.take}
      </Button>
    </form>
  );
}

/** What was scanned on this device, and how much of it waits. */
function Scanned() {
  const words = useWords(scanWords);
  const scans = useScans(useMe().id);
  const waiting = scans.filter(({ state }) => state === 'waiting').length;
  const [latest] = scans;
  return (
    <div className="stack">
      {waiting > 0 && (
        <Banner tone="warn">
          <strong>{words.waiting(waiting)}</strong> {words.waitingText}
        </Banner>
      )}
      <Card title={words.scans} flush>
        <div role="status" aria-live="polite" className="hidden-visually">
          {latest && <ScanResult scan={latest} />}
        </div>
        {scans.length === 0 ? <Empty title={words.noScans}>{words.noScansText}</Empty> : <ScanList scans={scans} />}
      </Card>
    </div>
  );
}
