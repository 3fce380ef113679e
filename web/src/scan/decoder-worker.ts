import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

// The module's own way is to download the program from somebody else's server: ours comes with the pages.
prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

const canvas = new OffscreenCanvas(1, 1);
const pen = canvas.getContext('2d', { willReadFrequently: true });

self.onmessage = async ({ data: { number, picture } }: MessageEvent<{ number: number; picture: ImageBitmap }>) => {
  try {
    postMessage({ number, text: await read(picture) });
  } catch (error) {
    postMessage({ number, text: null, fault: (error as Error).message });
  }
};

async function read(picture: ImageBitmap): Promise<string | null> {
  if (!pen) throw new Error('This browser cannot look into pictures');
  canvas.width = picture.width;
  canvas.height = picture.height;
  pen.drawImage(picture, 0, 0);
  picture.close();
  const pixels = pen.getImageData(0, 0, canvas.width, canvas.height);
  const found = await readBarcodes(pixels, {
    formats: ['QRCode', 'Code128', 'Code39', 'DataMatrix', 'EAN13'],
    tryHarder: true,
    tryRotate: true,
    maxNumberOfSymbols: 1,
  });
  return found.find(({ isValid, text }) => isValid && text !== '')?.text ?? null;
}
