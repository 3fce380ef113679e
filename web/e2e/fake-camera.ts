import { closeSync, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Code, code128, qrCode } from '../../server/assets/labels/label-code.ts';

const width = 640;
const height = 480;
const framesPerSecond = 6;

/** What the camera is held before: a code for some seconds, then the bare shelf for some. */
export interface Shot {
  code: { qr: string } | { code128: string } | null;
  seconds: number;
}

/**
 * Writes a film for Chromium's fake camera: each code a little crooked on a grey shelf, with the grain of a cheap sensor. It begins
 * again at its end.
 */
export function writeFilm(path: string, shots: Shot[]): void {
  const file = openSync(path, 'w');
  writeSync(file, `YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
  const colour = Buffer.alloc((width * height) / 2, 128);
  let grain = 1;
  for (const { code, seconds } of shots) {
    const dark = code ? darknessOf(code) : () => 0;
    for (let frame = 0; frame < Math.round(seconds * framesPerSecond); frame += 1) {
      const light = Buffer.alloc(width * height);
      for (let at = 0; at < light.length; at += 1) {
        grain = (grain * 1103515245 + 12345) & 0x7fffffff;
        light[at] = 205 - 175 * dark(at % width, Math.floor(at / width)) + ((grain >> 16) % 18);
      }
      writeSync(file, 'FRAME\n');
      writeSync(file, light);
      writeSync(file, colour);
    }
  }
  closeSync(file);
}

const tilt = (4 * Math.PI) / 180;

/** How dark the label is at a point of the picture. */
function darknessOf(wanted: NonNullable<Shot['code']>): (x: number, y: number) => number {
  const code = 'qr' in wanted ? qrCode(wanted.qr) : (code128(wanted.code128) as Code);
  const isFlat = code.height === 1;
  const module = isFlat ? (width * 0.72) / code.width : (height * 0.6) / code.width;
  const tall = isFlat ? height * 0.28 : module;
  const cells = new Set(code.bars.flatMap((bar) => Array.from({ length: bar.width }, (_, i) => `${bar.x + i},${bar.y}`)));
  return (x, y) => {
    const [dx, dy] = [x - width / 2, y - height / 2];
    const [u, v] = [dx * Math.cos(tilt) + dy * Math.sin(tilt), dy * Math.cos(tilt) - dx * Math.sin(tilt)];
    const cell = `${Math.floor(u / module + code.width / 2)},${Math.floor(v / tall + code.height / 2)}`;
    return cells.has(cell) ? 1 : 0;
  };
}

/** A photograph of a QR code as PNG. */
export async function photoOf(text: string): Promise<Buffer> {
  const bwip = createRequire(import.meta.url)('bwip-js/node') as typeof import('bwip-js/node');
  return bwip.toBuffer({ bcid: 'qrcode', text, scale: 6, padding: 12, backgroundcolor: 'FFFFFF' });
}
