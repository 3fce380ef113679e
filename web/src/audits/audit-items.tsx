import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import type { Location, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { startSending, takeScan } from '../scan/scan-queue.ts';
import { Card, Listed } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Audit, AuditItem } from './audit-types.ts';
import { auditWords } from './audit-words.ts';

interface Props {
  audit: Audit;
  result: AuditItem['result'];
  place: string;
  clearPlace: () => void;
}

/** What has this result, by tag; those who stand before a thing without a label mark it here. */
export function AuditItems({ audit, result, place, clearPlace }: Props) {
  const words = useWords(auditWords);
  const items = useList<AuditItem>(`/audits/${audit.id}/items`, { result, locationId: place || undefined, limit: 100 });
  const locations = useGet<Page<Location>>('/locations', undefined, { enabled: place !== '' });
  const placeName = locations.data?.items.find(({ id }) => id === place)?.name;
  const filter = place && (
    <Button size="compact-sm" variant="default" rightSection={<IconX size={14} aria-hidden />} onClick={clearPlace}>
      {placeName ?? words.place}
    </Button>
  );
  return (
    <Card title={words.results[result]} actions={filter} flush>
      <Listed query={items} empty={<p className="quiet muted">{words.noneOf[result]}</p>}>
        {(rows) => (
          <ul className="lines audit-items">
            {rows.map((item) => (
              <ItemLine key={item.assetId} audit={audit} item={item} />
            ))}
          </ul>
        )}
      </Listed>
    </Card>
  );
}

function ItemLine({ audit, item }: { audit: Audit; item: AuditItem }) {
  const words = useWords(auditWords);
  const { expected } = item;
  return (
    <li>
      <div className="grow">
        <Link href={links.asset(item.assetId)} className="plain-link">
          <span className="mono">{item.tag}</span> <bdi>{item.name}</bdi>
        </Link>
        <div className="muted small">
          {words.expectedAt} : <bdi>{expected.location?.name ?? words.nowhere}</bdi>
          {expected.custodian && (
            <>
              {' · '}
              <bdi>{words.heldBy(expected.custodian.name)}</bdi>
            </>
          )}
          {item.serial && <span className="mono"> · {item.serial}</span>}
        </div>
        {item.seenAt && <SeenLine item={item} />}
      </div>
      {audit.state === 'open' &&
        (item.result === 'missing' ? <MarkSeen audit={audit} item={item} /> : <TakeBack audit={audit} item={item} />)}
    </li>
  );
}

function SeenLine({ item }: { item: AuditItem }) {
  const words = useWords(auditWords);
  const format = useFormats();
  return (
    <div className="small">
      {words.seenAt} {item.seenAt && <time dateTime={item.seenAt}>{format.moment(item.seenAt)}</time>}
      {item.seenPlace && (
        <>
          {' · '}
          <bdi className={item.result === 'found' ? '' : 'warned'}>{item.seenPlace.name}</bdi>
        </>
      )}
      {item.seenBy && <> · {words.seenBy(item.seenBy.name)}</>}
      {item.scanCount > 1 && <> · {words.scans(item.scanCount)}</>}
    </div>
  );
}

/** Somebody sees it, and its label is gone: it counts like a scan. */
function MarkSeen({ audit, item }: { audit: Audit; item: AuditItem }) {
  const words = useWords(auditWords);
  const me = useMe();
  const mark = () => {
    startSending(me.id);
    takeScan(me.id, item.tag, { action: 'audit', auditId: audit.id, locationId: null }, null);
    toast(words.marked(item.tag));
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconCheck size={15} aria-hidden />}
      aria-label={words.markSeen(item.tag)}
      onClick={mark}
    >
      {words.seen}
    </Button>
  );
}

function TakeBack({ audit, item }: { audit: Audit; item: AuditItem }) {
  const words = useWords(auditWords);
  const [isBusy, act] = useAct();
  const forget = () =>
    act(async () => {
      await api.delete(`/audits/${audit.id}/items/${item.assetId}/sighting`);
      await refresh('audits');
      toast(words.forgotten(item.tag));
    });
  return (
    <ActionIcon size={30} disabled={isBusy} aria-label={words.takeBack(item.tag)} onClick={() => void forget()}>
      <IconX size={16} aria-hidden />
    </ActionIcon>
  );
}
