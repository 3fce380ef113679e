import { ActionIcon, Button } from '@mantine/core';
import { IconBulb, IconBulbOff, IconCamera, IconCameraRotate, IconPhoto, IconX } from '@tabler/icons-react';
import { type ChangeEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { openGate } from './codes.ts';
import { type Decoder, openDecoder } from './decoder.ts';
import { scanWords } from './scan-words.ts';
import { wakeSound } from './signal.ts';
import { type CameraFault, useCamera } from './use-camera.ts';

interface Props {
  onCode: (code: string) => void;
  onOpen?: () => void;
  /** What the last code turned out to be, over the picture. */
  children?: React.ReactNode;
}

/** The picture of the device's camera, in which codes are read for as long as it is open. */
export function Camera({ onCode, onOpen, children }: Props) {
  const words = useWords(scanWords);
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera(video);
  const { isOpen, isReady, fault } = camera;
  const isReading = useReading(video, isReady, onCode);
  if (!isOpen)
    return (
      <div className="scan-camera closed">
        {fault && <p className="camera-fault">{words.cameraFaults[fault]}</p>}
        <div className="row camera-ways">
          {fault !== 'insecure' && fault !== 'none' && (
            <Button
              size="md"
              leftSection={<IconCamera size={18} aria-hidden />}
              onClick={() => {
                wakeSound();
                onOpen?.();
                void camera.open();
              }}
            >
              {words.startCamera}
            </Button>
          )}
          <PhotoButton onCode={onCode} isMain={fault === 'insecure' || fault === 'none'} />
        </div>
      </div>
    );
  return (
    <div className="scan-camera">
      <video ref={video} muted playsInline aria-label={words.cameraPicture} />
      <div className={`camera-frame ${isReading ? 'reading' : ''}`} aria-hidden="true" />
      <div className="camera-tools">
        {camera.hasTorch && (
          <ActionIcon size={40} aria-label={words.torch} aria-pressed={camera.isTorchOn} onClick={() => void camera.toggleTorch()}>
            {camera.isTorchOn ? <IconBulb size={20} aria-hidden /> : <IconBulbOff size={20} aria-hidden />}
          </ActionIcon>
        )}
        {camera.hasOther && (
          <ActionIcon size={40} aria-label={words.otherCamera} onClick={() => void camera.next()}>
            <IconCameraRotate size={20} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon size={40} aria-label={words.stopCamera} onClick={camera.close}>
          <IconX size={20} aria-hidden />
        </ActionIcon>
      </div>
      {children}
    </div>
  );
}

export type { CameraFault };

const pauseMs = 90;

/** Looks at the picture some ten times a second; answers whether the reader of codes is there. */
function useReading(video: React.RefObject<HTMLVideoElement | null>, isReady: boolean, onCode: (code: string) => void): boolean {
  const [isReading, setReading] = useState(false);
  const tell = useRef(onCode);
  tell.current = onCode;
  useEffect(() => {
    if (!isReady) return undefined;
    let isOver = false;
    let decoder: Decoder | null = null;
    const isNews = openGate();
    const look = async (): Promise<void> => {
      decoder = await openDecoder();
      setReading(true);
      while (!isOver) {
        const picture = video.current && video.current.videoWidth > 0 ? await createImageBitmap(video.current) : null;
        const code = picture ? await decoder.read(picture).catch(() => null) : null;
        if (!isOver && code && isNews(code, performance.now())) tell.current(code);
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    };
    void look().catch(() => setReading(false));
    return () => {
      isOver = true;
      decoder?.close();
      setReading(false);
    };
  }, [video, isReady]);
  return isReading;
}

/** A photograph instead of a moving picture: that needs neither a permission nor https. */
function PhotoButton({ onCode, isMain }: { onCode: (code: string) => void; isMain: boolean }) {
  const words = useWords(scanWords);
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'idle' | 'busy' | 'nothing'>('idle');
  const take = useCallback(
    async (event: ChangeEvent<HTMLInputElement>) => {
      const file = event.currentTarget.files?.[0];
      event.currentTarget.value = '';
      if (!file) return;
      setState('busy');
      const code = await readPhoto(file).catch(() => null);
      setState(code ? 'idle' : 'nothing');
      if (code) onCode(code);
    },
    [onCode],
  );
  return (
    <>
      <Button
        size="md"
        variant={isMain ? 'filled' : 'default'}
        loading={state === 'busy'}
        leftSection={<IconPhoto size={18} aria-hidden />}
        onClick={() => {
          wakeSound();
          field.current?.click();
        }}
      >
        {words.photo}
      </Button>
      <input
        ref={field}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={words.photo}
        onChange={(event) => void take(event)}
      />
      {state === 'nothing' && (
        <p role="status" className="camera-fault">
          {words.noCodeInPhoto}
        </p>
      )}
    </>
  );
}

const largestSide = 2000;

async function readPhoto(file: File): Promise<string | null> {
  const whole = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, largestSide / Math.max(whole.width, whole.height));
  const options = { resizeWidth: Math.round(whole.width * scale), resizeHeight: Math.round(whole.height * scale) };
  const picture = scale === 1 ? whole : await createImageBitmap(whole, options);
  const decoder = await openDecoder();
  try {
    return await decoder.read(picture);
  } finally {
    decoder.close();
  }
}
