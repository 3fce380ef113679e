import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import type { Report } from './report-types.ts';
import { reportWords } from './report-words.ts';

const height = 260;

/** Opened and resolved as bars side by side, the backlog as a line over them; in the colours of the theme in use. */
export function FlowChart({ report }: { report: Report }) {
  const words = useWords(reportWords);
  const { language } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const node = box.current;
    if (!node) return undefined;
    let chart = draw(node, report, words.columns, language);
    const redraw = () => {
      chart.destroy();
      chart = draw(node, report, words.columns, language);
    };
    const sized = new ResizeObserver(() => chart.setSize({ width: node.clientWidth, height }));
    sized.observe(node);
    const themed = new MutationObserver(redraw);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
    return () => {
      sized.disconnect();
      themed.disconnect();
      chart.destroy();
    };
  }, [report, words, language]);
  return <div ref={box} role="img" aria-label={words.chart} />;
}

function draw(node: HTMLElement, report: Report, names: Record<string, string>, language: string): uPlot {
  const style = getComputedStyle(node);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const at = (key: string): number => report.columns.findIndex((column) => column.key === key);
  const column = (key: string): number[] => report.rows.map(({ cells }) => Number(cells[at(key)]));
  const times = report.rows.map(({ cells }) => new Date(String(cells[at('startsAt')])).getTime() / 1000);
  const bars = (side: -1 | 1) => uPlot.paths.bars?.({ size: [0.36, 24], align: side }) as uPlot.Series.PathBuilder;
  const axis: uPlot.Axis = {
    stroke: colour('--ink-3'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui',
  };
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const series: uPlot.Series[] = [
    { value: (_, seconds) => (seconds === null ? '' : day.format(seconds * 1000)), label: names['startsAt'] ?? '' },
    { label: names['opened'] ?? '', stroke: colour('--velvet'), fill: colour('--velvet'), paths: bars(-1), points: { show: false } },
    { label: names['resolved'] ?? '', stroke: colour('--good'), fill: colour('--good'), paths: bars(1), points: { show: false } },
    { label: names['backlog'] ?? '', stroke: colour('--info'), width: 2, points: { show: false } },
  ];
  const options: uPlot.Options = {
    width: node.clientWidth,
    height,
    series,
    axes: [
      { ...axis, values: (_, splits) => splits.map((seconds) => day.format(seconds * 1000)) },
      { ...axis, size: 44 },
    ],
    scales: { y: { range: (_, __, max) => [0, Math.max(4, max * 1.1)] } },
    cursor: { drag: { x: false, y: false } },
  };
  return new uPlot(options, [times, column('opened'), column('resolved'), column('backlog')], node);
}
