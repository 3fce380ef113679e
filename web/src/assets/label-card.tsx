import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { apiUrl } from '../api/client.ts';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card } from '../ui/states.tsx';
import { assetWords } from './asset-words.ts';

/** The label to stick on the device, as it will come out of the printer. */
export function LabelCard({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const [symbology, setSymbology] = useState('qr');
  // The version is part of the address so that a renamed device shows its new label.
  const url = apiUrl(`/assets/${asset.id}/label.svg`, { symbology });
  return (
    <Card title={words.label}>
      <div className="stack tight">
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={words.label}
          value={symbology}
          onChange={setSymbology}
          data={[
            { value: 'qr', label: words.qr },
            { value: 'code128', label: words.code128 },
          ]}
        />
        <div className="label-sheet">
          <img key={`${url}${asset.version}`} src={url} alt={words.labelText(asset.tag)} />
        </div>
        <div className="row tight">
          <Button variant="default" size="compact-sm" leftSection={<IconPrinter size={15} aria-hidden />} onClick={() => printLabel(url)}>
            {words.print}
          </Button>
          <Button
            component="a"
            href={url}
            download={`${asset.tag}.svg`}
            variant="subtle"
            size="compact-sm"
            leftSection={<IconDownload size={15} aria-hidden />}
          >
            {words.download}
          </Button>
          <Link href={links.labels({ ids: asset.id })} className="small">
            {words.labelOnSheet}
          </Link>
        </div>
      </div>
    </Card>
  );
}

/** Prints the label alone, on paper of its own size: everything else of the page is hidden while it prints. */
function printLabel(url: string): void {
  const picture = document.createElement('img');
  picture.src = url;
  picture.className = 'print-only-label';
  picture.alt = '';
  picture.onload = () => {
    document.body.append(picture);
    document.body.classList.add('printing-label');
    window.print();
    document.body.classList.remove('printing-label');
    picture.remove();
  };
}
