/** Reads one code from a picture, or none. */
export interface Decoder {
  read(picture: ImageBitmap): Promise<string | null>;
  close(): void;
}

interface Detector {
  detect(source: ImageBitmap): Promise<Array<{ rawValue: string }>>;
}
interface DetectorKind {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const formats = ['qr_code', 'code_128', 'code_39', 'data_matrix', 'ean_13'];

/** The browser's own reader where it has one that knows both of our symbologies; otherwise ours, in a thread of its own. */
export async function openDecoder(): Promise<Decoder> {
  return (await builtIn()) ?? ours();
}

async function builtIn(): Promise<Decoder | null> {
  const Kind = (window as { BarcodeDetector?: DetectorKind }).BarcodeDetector;
  if (!Kind) return null;
  try {
    const known = await Kind.getSupportedFormats();
    if (!known.includes('qr_code') || !known.includes('code_128')) return null;
    const detector = new Kind({ formats: formats.filter((format) => known.includes(format)) });
    return { read: async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null, close: () => undefined };
  } catch {
    return null;
  }
}

function ours(): Decoder {
  const worker = new Worker(new URL('./decoder-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { resolve: (text: string | null) => void; reject: (error: Error) => void }>();
  let last = 0;
  const fail = (message: string): void => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  worker.onerror = (event) => fail(event.message || 'The reader of codes could not be loaded');
  worker.onmessage = ({ data }: MessageEvent<{ number: number; text: string | null; fault?: string }>) => {
    const asked = waiting.get(data.number);
    waiting.delete(data.number);
    if (data.fault === undefined) asked?.resolve(data.text);
    else asked?.reject(new Error(data.fault));
  };
  return {
    read: (picture) =>
      new Promise((resolve, reject) => {
        const number = ++last;
        waiting.set(number, { resolve, reject });
        worker.postMessage({ number, picture }, [picture]);
      }),
    close: () => worker.terminate(),
  };
}
