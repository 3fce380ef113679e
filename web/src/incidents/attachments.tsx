import { ActionIcon, Modal } from '@mantine/core';
import { IconDownload, IconExternalLink, IconFile, IconFileTypePdf, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Attachment } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { dictionary, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAsk } from '../ui/ask.tsx';
import { Bones } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { ticketWords } from './ticket-words.ts';

const words = dictionary(
  { show: (name: string) => `Show the picture ${name}`, download: 'Download', close: 'Close' },
  { show: (name) => `Voir l’image ${name}`, download: 'Télécharger', close: 'Fermer' },
);

/** Pictures as previews that open large; PDFs and texts open in place, all else is downloaded. */
export function AttachmentGrid({ attachments }: { attachments: Attachment[] }) {
  const w = useWords(words);
  const ticket = useWords(ticketWords);
  const [shown, setShown] = useState<Attachment | null>(null);
  if (attachments.length === 0) return null;
  return (
    <div className="attachments">
      {attachments.map((file) =>
        file.removedAt ? (
          <span key={file.id} className="gone small muted">
            <del>{file.name}</del> {ticket.removedBy(file.removedBy ?? '')}
          </span>
        ) : file.preview === 'image' ? (
          <button type="button" key={file.id} className="picture" aria-label={w.show(file.name)} onClick={() => setShown(file)}>
            <img src={file.url} alt="" loading="lazy" />
          </button>
        ) : file.preview ? (
          <button type="button" key={file.id} aria-label={ticket.preview(file.name)} onClick={() => setShown(file)}>
            <FileFace file={file} />
          </button>
        ) : (
          <a key={file.id} href={file.url} download={file.name}>
            <FileFace file={file} />
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
        {shown && <Viewer file={shown} close={() => setShown(null)} />}
      </Modal>
    </div>
  );
}

function FileFace({ file }: { file: Attachment }) {
  const format = useFormats();
  const Icon = file.preview === 'pdf' ? IconFileTypePdf : IconFile;
  return (
    <>
      <Icon size={17} aria-hidden />
      <bdi className="clip">{file.name}</bdi>
      <span className="muted">{format.bytes(file.sizeBytes)}</span>
    </>
  );
}

function Viewer({ file, close }: { file: Attachment; close: () => void }) {
  const w = useWords(words);
  const ticket = useWords(ticketWords);
  const inline = `${file.url}?inline=true`;
  return (
    <div className="viewer stack">
      {file.preview === 'image' && <img src={file.url} alt={file.name} />}
      {file.preview === 'pdf' && <iframe src={inline} title={file.name} referrerPolicy="no-referrer" />}
      {file.preview === 'text' && <TextFile file={file} />}
      <div className="row between">
        <div className="row">
          <a href={file.url} download={file.name} className="row tight plain">
            <IconDownload size={16} aria-hidden /> {w.download}
          </a>
          {file.preview === 'pdf' && (
            <a href={inline} target="_blank" rel="noreferrer" className="row tight plain">
              <IconExternalLink size={16} aria-hidden /> {ticket.openInTab}
            </a>
          )}
        </div>
        <RemoveFile file={file} close={close} />
      </div>
    </div>
  );
}

const shownBytes = 200_000;

function TextFile({ file }: { file: Attachment }) {
  const ticket = useWords(ticketWords);
  const { data } = useQuery({
    queryKey: ['attachment-text', file.sha256],
    queryFn: async () => (await (await fetch(file.url)).text()).slice(0, shownBytes),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data === undefined) return <Bones lines={4} />;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the text scrolls, so the keyboard must reach it */}
      <pre className="text-file" tabIndex={0}>
        {data}
      </pre>
      {file.sizeBytes > shownBytes && <p className="small muted">{ticket.tooLong}</p>}
    </>
  );
}

/** Who attached the file takes it away, and leads. */
function RemoveFile({ file, close }: { file: Attachment; close: () => void }) {
  const ticket = useWords(ticketWords);
  const me = useMe();
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  if (file.uploadedBy?.id !== me.id && !hasRole(me, 'lead')) return null;
  const remove = async () => {
    const question = {
      title: ticket.removeFileTitle(file.name),
      text: ticket.removeFileText,
      action: ticket.removeFile,
      isDangerous: true,
    };
    if (!(await ask(question))) return;
    const path = file.url.replace(/^\/api\/v1/, '');
    if (await act(() => api.delete(path).then(() => refresh('incidents')))) close();
  };
  return (
    <>
      <ActionIcon color="red" loading={isBusy} aria-label={`${ticket.removeFile}: ${file.name}`} onClick={() => void remove()}>
        <IconTrash size={18} />
      </ActionIcon>
      {question}
    </>
  );
}
