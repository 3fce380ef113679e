import { createRequire } from 'node:module';

/** Loaded with the first label: it takes 0.3 s and 27 MB, which every start would pay for. */
const loadBwip = (): typeof import('bwip-js/node') => createRequire(import.meta.url)('bwip-js/node');

/** A code as dark rectangles, counted in modules. */
export interface Code {
  width: number;
  height: number;
  bars: Array<{ x: number; y: number; width: number; height: number }>;
}

interface Matrix {
  pixs: number[];
  pixx: number;
  pixy: number;
}

/** A QR code of the text, with the error correction that makers use for stickers. */
export function qrCode(text: string): Code {
  const [{ pixs, pixx, pixy }] = loadBwip().raw({ bcid: 'qrcode', text, eclevel: 'M' } as never) as unknown as [Matrix];
  const bars: Code['bars'] = [];
  for (let y = 0; y < pixy; y += 1) {
    for (let x = 0; x < pixx; ) {
      const begin = x;
      while (x < pixx && pixs[y * pixx + x]) x += 1;
      if (x > begin) bars.push({ x: begin, y, width: x - begin, height: 1 });
      else x += 1;
    }
  }
  return { width: pixx, height: pixy, bars };
}

/** A Code 128 of the text, or null when it has letters that Code 128 lacks. */
export function code128(text: string): Code | null {
  if (!/^[\x20-\x7e]{1,80}$/.test(text)) return null;
  const [{ sbs }] = loadBwip().raw({ bcid: 'code128', text } as never) as unknown as [{ sbs: number[] }];
  const bars: Code['bars'] = [];
  let x = 0;
  for (const [index, width] of sbs.entries()) {
    if (index % 2 === 0) bars.push({ x, y: 0, width, height: 1 });
    x += width;
  }
  return { width: x, height: 1, bars };
}
