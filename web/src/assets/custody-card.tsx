import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago, Face } from '../ui/marks.tsx';
import { AssetIcon } from './asset-icon.tsx';
import { assetWords } from './asset-words.ts';
import { CheckInDialog } from './check-in-dialog.tsx';
import { CheckOutDialog } from './check-out-dialog.tsx';

/** Who or what has the device, since when and until when, with the one step that comes next. */
export function CustodyCard({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const [dialog, setDialog] = useState<'out' | 'in' | null>(null);
  const isGone = asset.status === 'retired' || asset.status === 'disposed';
  const mayGoOut = !asset.custodian && (asset.status === 'in_stock' || asset.status === 'deployed');
  return (
    <section className="card padded custody">
      {asset.custodian ? <Holder asset={asset} custodian={asset.custodian} /> : <NoHolder asset={asset} isGone={isGone} />}
      {(asset.custodian || asset.status === 'deployed') && (
        <Button variant={asset.custodian ? 'filled' : 'default'} onClick={() => setDialog('in')}>
          {words.checkIn}
        </Button>
      )}
      {mayGoOut && <Button onClick={() => setDialog('out')}>{words.checkOut}</Button>}
      {dialog === 'out' && <CheckOutDialog asset={asset} onClose={() => setDialog(null)} />}
      {dialog === 'in' && <CheckInDialog asset={asset} onClose={() => setDialog(null)} />}
    </section>
  );
}

function Holder({ asset, custodian }: { asset: Asset; custodian: NonNullable<Asset['custodian']> }) {
  const words = useWords(assetWords);
  const role = { person: words.heldBy, location: words.placedAt, asset: words.installedIn }[custodian.type];
  const href = {
    person: links.person(custodian.id),
    location: links.site(custodian.id),
    asset: links.asset(custodian.id),
  }[custodian.type];
  return (
    <>
      {custodian.type === 'person' ? (
        <Face person={custodian} large />
      ) : (
        <AssetIcon kind={custodian.type === 'asset' ? 'server' : 'other'} />
      )}
      <div className="grow">
        <div className="muted small">{role}</div>
        <Link href={href} className="holder">
          <bdi>{custodian.name}</bdi>
        </Link>
        <div className="row tight muted small">
          {asset.checkedOutAt && <Since at={asset.checkedOutAt} />}
          <DueBack asset={asset} />
        </div>
      </div>
    </>
  );
}

function Since({ at }: { at: string }) {
  const words = useWords(assetWords);
  const format = useFormats();
  return <span title={format.full(at)}>{words.since(format.date(at))}</span>;
}

function NoHolder({ asset, isGone }: { asset: Asset; isGone: boolean }) {
  const words = useWords(assetWords);
  return (
    <>
      <Face person={null} large />
      <div className="grow">
        <div className="holder">{words.nobodyHas}</div>
        <div className="muted small">
          {isGone
            ? words.goneText
            : asset.location
              ? words.atLocation(asset.location.name)
              : asset.status === 'in_stock'
                ? words.nobodyHasText
                : null}
        </div>
      </div>
    </>
  );
}

/** When it is expected back; red once that has passed. */
export function DueBack({ asset, isBrief }: { asset: Asset; isBrief?: boolean }) {
  const words = useWords(assetWords);
  const format = useFormats();
  const now = useNow();
  if (!asset.dueAt) return null;
  const late = now - new Date(asset.dueAt).getTime();
  if (late > 0)
    return (
      <Chip tone="danger" title={format.full(asset.dueAt)}>
        {words.overdueSince(format.duration(late))}
      </Chip>
    );
  if (isBrief) return null;
  return (
    <span title={format.full(asset.dueAt)}>
      {words.dueBack}: {format.day(asset.dueAt)} (<Ago at={asset.dueAt} />)
    </span>
  );
}
