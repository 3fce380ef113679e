import { Button } from '@mantine/core';
import { type PointerEvent, useId, useRef } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import type { Signature } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import './custody.css';

const width = 600;
const height = 200;
const round = (value: number): number => Math.round(value * 10) / 10;

const pathOf = (strokes: number[][]): string =>
  strokes
    .map((points) => {
      const pairs = Array.from({ length: points.length / 2 }, (_, i) => `${points[2 * i]} ${points[2 * i + 1]}`);
      return `M ${pairs[0]} L ${(pairs.length === 1 ? pairs : pairs.slice(1)).join(' L ')}`;
    })
    .join(' ');

/** A field to sign in with a finger, a pen or the mouse. Whoever cannot is asked by mail, which a keyboard answers. */
export function SignaturePad({ value, onChange }: { value: Signature | null; onChange: (signature: Signature | null) => void }) {
  const words = useWords(custodyWords);
  const hint = useId();
  const isDrawing = useRef(false);
  const strokes = value?.strokes ?? [];
  const pointOf = (event: PointerEvent<SVGSVGElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [round(((event.clientX - box.left) / box.width) * width), round(((event.clientY - box.top) / box.height) * height)];
  };
  const put = (next: number[][]) => onChange({ width, height, strokes: next });
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    isDrawing.current = true;
    put([...strokes, pointOf(event)]);
  };
  const go = (event: PointerEvent<SVGSVGElement>) => {
    const last = strokes.at(-1);
    if (!isDrawing.current || !last) return;
    put([...strokes.slice(0, -1), [...last, ...pointOf(event)]]);
  };
  const end = () => {
    isDrawing.current = false;
  };
  return (
    <div className="signature-pad">
      <div className="row">
        <strong className="grow small">{words.signature}</strong>
        <Button size="compact-sm" variant="subtle" color="gray" disabled={strokes.length === 0} onClick={() => onChange(null)}>
          {words.clear}
        </Button>
      </div>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={words.signature}
        aria-describedby={hint}
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <path className="line" d={`M 20 ${height - 36} H ${width - 20}`} />
        {strokes.length > 0 && <path className="ink" d={pathOf(strokes)} />}
      </svg>
      <p id={hint} className="muted small">
        {words.drawHere}
      </p>
    </div>
  );
}
