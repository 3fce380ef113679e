import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** Why there is no picture: the page is not on https, the person said no, there is no camera, another program has it. */
export type CameraFault = 'insecure' | 'denied' | 'none' | 'busy';

const faultOf = (error: unknown): CameraFault => {
  const { name } = error as DOMException;
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy';
};

/** Opens and closes the camera; it is closed when the page is left or out of sight, and opened again when it is back. */
export function useCamera(video: RefObject<HTMLVideoElement | null>) {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [fault, setFault] = useState<CameraFault | null>(() => (navigator.mediaDevices ? null : 'insecure'));
  const [others, setOthers] = useState<string[]>([]);
  const [isTorchOn, setTorchOn] = useState(false);
  const chosen = useRef<string | null>(null);
  const open = useCallback(async () => {
    try {
      const wanted = chosen.current ? { deviceId: { exact: chosen.current } } : { facingMode: { ideal: 'environment' } };
      const next = await navigator.mediaDevices.getUserMedia({ video: { ...wanted, width: { ideal: 1280 }, height: { ideal: 720 } } });
      const devices = await navigator.mediaDevices.enumerateDevices();
      setOthers(devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId).map(({ deviceId }) => deviceId));
      setFault(null);
      setTorchOn(false);
      setStream(next);
    } catch (error) {
      setFault(faultOf(error));
      setStream(null);
    }
  }, []);
  const close = useCallback(() => setStream(null), []);

  const isReady = usePicture(stream, video);
  const isOpen = stream !== null;
  useStayingLit(isOpen);
  useRestOutOfSight(isOpen, open, close);
  const track = stream?.getVideoTracks()[0];
  // Not every browser knows what its camera can do, and the types know nothing of lights.
  const hasTorch = (track?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true;
  return {
    isOpen,
    isReady,
    fault,
    open,
    close,
    hasTorch,
    isTorchOn,
    toggleTorch: async () => {
      await track?.applyConstraints({ advanced: [{ torch: !isTorchOn } as MediaTrackConstraintSet] }).catch(() => undefined);
      setTorchOn(!isTorchOn);
    },
    hasOther: others.length > 1,
    next: async () => {
      const now = track?.getSettings().deviceId ?? '';
      chosen.current = others[(others.indexOf(now) + 1) % others.length] ?? null;
      await open();
    },
  };
}

/** Plays a stream in the element until either changes; answers whether there is a picture. */
function usePicture(stream: MediaStream | null, video: RefObject<HTMLVideoElement | null>): boolean {
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (!stream || !element) return undefined;
    element.srcObject = stream;
    const ready = () => setReady(true);
    element.addEventListener('loadeddata', ready);
    void element.play().catch(() => undefined);
    return () => {
      element.removeEventListener('loadeddata', ready);
      element.srcObject = null;
      for (const track of stream.getTracks()) track.stop();
      setReady(false);
    };
  }, [stream, video]);
  return isReady;
}

/** Between two shelves the screen would go dark. */
function useStayingLit(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const lock = navigator.wakeLock?.request('screen').catch(() => null);
    return () => void lock?.then((held) => held?.release());
  }, [isOpen]);
}

/** Closes while the page is out of sight, and opens again when it is back. */
function useRestOutOfSight(isOpen: boolean, open: () => Promise<void>, close: () => void): void {
  const resumes = useRef(false);
  useEffect(() => {
    const onSight = () => {
      if (document.hidden && isOpen) {
        resumes.current = true;
        close();
      } else if (!document.hidden && resumes.current) {
        resumes.current = false;
        void open();
      }
    };
    document.addEventListener('visibilitychange', onSight);
    return () => document.removeEventListener('visibilitychange', onSight);
  }, [isOpen, open, close]);
}
