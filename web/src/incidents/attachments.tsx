import { Modal } from '@mantine/core';
import { IconDownload, IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import type { Attachment } from '../api/types.ts';
import { dictionary, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';

const words = dictionary(
  { show: (name: string) => `Show the picture ${name}`, download: 'Download', close: 'Close' },
  { show: (name) => `Voir l’image ${name}`, download: 'Télécharger', close: 'Fermer' },
);

/** Pictures as previews that open large, all else as links. */
export function AttachmentGrid({ attachments }: { attachments: Attachment[] }) {
  const w = useWords(words);
  const format = useFormats();
  const [shown, setShown] = useState<Attachment | null>(null);
  if (attachments.length === 0) return null;
  return (
    <div className="attachments">
      {attachments.map((file) =>
        file.isImage ? (
          <button type="button" key={file.id} className="picture" aria-label={w.show(file.name)} onClick={() => setShown(file)}>
            <img src={file.url} alt="" loading="lazy" />
          </button>
        ) : (
          <a key={file.id} href={file.url} download={file.name}>
            <IconFile size={17} aria-hidden />
            <bdi className="clip">{file.name}</bdi>
            <span className="muted">{format.bytes(file.sizeBytes)}</span>
          </a>
        ),
      )}
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={shown?.name}
        size="xl"
        closeButtonProps={{ 'aria-label': w.close }}
      >
        {shown && (
          <div className="viewer stack">
            <img src={shown.url} alt={shown.name} />
            <a href={shown.url} download={shown.name} className="row tight" style={{ border: 0 }}>
              <IconDownload size={16} aria-hidden /> {w.download}
            </a>
          </div>
        )}
      </Modal>
    </div>
  );
}
