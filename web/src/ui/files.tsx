import { CloseButton, Progress } from '@mantine/core';
import { IconCamera, IconFile, IconPaperclip } from '@tabler/icons-react';
import { type ClipboardEvent, type DragEvent, type ReactNode, useEffect, useId, useMemo, useState } from 'react';
import { dictionary, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import './files.css';

const fileWords = dictionary(
  {
    add: 'Add a photo or file',
    camera: 'Take a photo',
    hint: 'or paste, or drop it here',
    remove: (name: string) => `Remove ${name}`,
    drop: 'Drop it',
  },
  {
    add: 'Joindre une photo ou un fichier',
    camera: 'Prendre une photo',
    hint: 'ou collez, ou déposez ici',
    remove: (name) => `Retirer ${name}`,
    drop: 'Déposez',
  },
);

const pastedName = (file: File): File =>
  file.name && file.name !== 'image.png' ? file : new File([file], `image-${Date.now()}.png`, { type: file.type });

/** Takes pasted and dropped files anywhere inside it. */
export function FileDrop({ onFiles, children, className }: { onFiles: (files: File[]) => void; children: ReactNode; className?: string }) {
  const words = useWords(fileWords);
  const [isOver, setIsOver] = useState(false);
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files].map(pastedName);
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside do the same by keyboard
    <div
      className={`file-drop ${isOver ? 'over' : ''} ${className ?? ''}`}
      data-drop={words.drop}
      onPaste={paste}
      onDrop={drop}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
    >
      {children}
    </div>
  );
}

/** Buttons that pick files, and on a phone open the camera. */
export function FileButtons({ onFiles, hasHint }: { onFiles: (files: File[]) => void; hasHint?: boolean }) {
  const words = useWords(fileWords);
  return (
    <div className="file-buttons">
      <Pick label={words.add} icon={<IconPaperclip size={17} aria-hidden />} onFiles={onFiles} />
      <Pick label={words.camera} icon={<IconCamera size={17} aria-hidden />} onFiles={onFiles} isCamera />
      {hasHint && <span className="muted small file-hint">{words.hint}</span>}
    </div>
  );
}

function Pick({
  label,
  icon,
  onFiles,
  isCamera,
}: {
  label: string;
  icon: ReactNode;
  onFiles: (files: File[]) => void;
  isCamera?: boolean;
}) {
  const id = useId();
  return (
    <label className={`file-pick ${isCamera ? 'camera' : ''}`} htmlFor={id}>
      {icon}
      <span>{label}</span>
      <input
        id={id}
        type="file"
        multiple={!isCamera}
        className="hidden-visually"
        {...(isCamera && { accept: 'image/*', capture: 'environment' as const })}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}

export function FileList({ files, onRemove, progress }: { files: File[]; onRemove: (file: File) => void; progress?: number | null }) {
  if (files.length === 0) return null;
  return (
    <>
      <ul className="file-list">
        {files.map((file) => (
          <FileItem key={`${file.name}-${file.lastModified}-${file.size}`} file={file} onRemove={() => onRemove(file)} />
        ))}
      </ul>
      {typeof progress === 'number' && <Progress value={progress * 100} size="sm" aria-label="%" />}
    </>
  );
}

function FileItem({ file, onRemove }: { file: File; onRemove: () => void }) {
  const words = useWords(fileWords);
  const format = useFormats();
  const url = useMemo(() => (file.type.startsWith('image/') ? URL.createObjectURL(file) : null), [file]);
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  return (
    <li>
      {url ? <img src={url} alt="" /> : <IconFile size={22} aria-hidden />}
      <span className="grow">
        <bdi className="clip">{file.name}</bdi>
        <small className="muted">{format.bytes(file.size)}</small>
      </span>
      <CloseButton size="sm" aria-label={words.remove(file.name)} onClick={onRemove} />
    </li>
  );
}
