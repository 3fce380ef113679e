/** A signature as it was drawn: strokes on a field of this size, each a list of points `x, y, x, y, …`. */
export interface Signature {
  width: number;
  height: number;
  strokes: number[][];
}

const lengthOf = (points: number[]): number => {
  let length = 0;
  for (let i = 2; i + 1 < points.length; i += 2) length += Math.hypot(points[i]! - points[i - 2]!, points[i + 1]! - points[i - 1]!);
  return length;
};

/** True when somebody drew, and did not only touch the field. */
export const isDrawn = ({ width, strokes }: Signature): boolean => strokes.reduce((sum, points) => sum + lengthOf(points), 0) >= width / 10;

const round = (value: number): number => Math.round(value * 10) / 10;

/** The strokes as one path of SVG, for pages and papers alike; a touch becomes a dot. */
export const pathOfSignature = ({ strokes }: Signature): string =>
  strokes
    .map((points) => {
      const pairs = Array.from({ length: points.length / 2 }, (_, i) => `${round(points[2 * i]!)} ${round(points[2 * i + 1]!)}`);
      return `M ${pairs[0]}${(pairs.length === 1 ? pairs : pairs.slice(1)).map((pair) => ` L ${pair}`).join('')}`;
    })
    .join(' ');

/** The signature as a picture. */
export const signatureSvg = (signature: Signature): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${signature.width} ${signature.height}" width="${signature.width}" height="${signature.height}"><path d="${pathOfSignature(signature)}" fill="none" stroke="#101828" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
