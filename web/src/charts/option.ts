/** The one look of a line over time: measured solid, usual as a grey ribbon, limits as hairlines, outages hatched. */
import type { Measured, Outage } from './gaps';
import { opened } from './gaps';

export interface Limit { value: number; label: string; colour: string }
export interface Band { t: number; low: number; mid: number; high: number }
export interface Line {
  points: Measured[]; stepS: number; from: number; to: number; band: Band[]; limits: Limit[]; outages: Outage[];
  unit: string; outageLabel: string;
}
export interface Inks { ink: string; soft: string; hairline: string; paper: string; band: string }
export interface Words { ticks: (from: number, to: number) => number[]; tick: (ms: number) => string; moment: (ms: number) => string; number: (value: number) => string }

function hatch(ink: string): object {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 8;
  const ctx = canvas.getContext('2d');
  if (ctx) {
    ctx.strokeStyle = ink;
    ctx.lineWidth = 1;
    for (const x of [-8, 0, 8]) {
      ctx.moveTo(x, 8);
      ctx.lineTo(x + 8, 0);
    }
    ctx.stroke();
  }
  return { image: canvas, repeat: 'repeat' };
}

function ribbon(line: Line, inks: Inks): object[] {
  if (line.band.length === 0) return [];
  const base = { type: 'line', symbol: 'none', silent: true, stack: 'usual', lineStyle: { opacity: 0 }, tooltip: { show: false } };
  return [
    { ...base, data: line.band.map((p) => [p.t, p.low]) },
    { ...base, data: line.band.map((p) => [p.t, p.high - p.low]), areaStyle: { color: inks.band, opacity: 1 } },
  ];
}

export function option(line: Line, inks: Inks, words: Words): object {
  const font = { color: inks.soft, fontSize: 13, fontFamily: getComputedStyle(document.body).fontFamily };
  return {
    animation: false,
    grid: { left: 36, right: 10, top: 12, bottom: 24 },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: inks.ink, borderWidth: 0,
      textStyle: { color: inks.paper, fontSize: 13, fontFamily: font.fontFamily }, padding: [6, 10],
      axisPointer: { lineStyle: { color: inks.ink, type: 'solid', width: 1 } },
      formatter: (items: { value: [number, number | null]; seriesId: string }[]) => {
        const own = items.find((item) => item.seriesId === 'measured');
        return own ? `${words.moment(own.value[0])}\n${own.value[1] === null ? line.outageLabel : `${words.number(own.value[1])} ${line.unit}`}` : '';
      },
    },
    xAxis: {
      type: 'value', min: line.from, max: line.to, axisLine: { lineStyle: { color: inks.hairline } }, axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...font, customValues: words.ticks(line.from, line.to), hideOverlap: true, formatter: (ms: number) => words.tick(ms) },
    },
    yAxis: {
      type: 'value', min: 0, splitNumber: 3, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { ...font, formatter: (v: number) => words.number(v) },
      splitLine: { lineStyle: { color: inks.hairline, width: 1 } },
    },
    series: [
      ...ribbon(line, inks),
      {
        id: 'measured', type: 'line', symbol: 'none', connectNulls: false, data: opened(line.points, line.stepS),
        lineStyle: { color: inks.ink, width: 1.8, cap: 'round', join: 'round' }, itemStyle: { color: inks.ink }, z: 3,
        markLine: {
          silent: true, symbol: 'none', animation: false,
          data: line.limits.map((limit) => ({
            yAxis: limit.value, lineStyle: { color: limit.colour, type: [2, 3], width: 1.4 },
            label: { ...font, color: inks.soft, backgroundColor: inks.paper, padding: [1, 4], borderRadius: 3, formatter: limit.label, position: 'insideStartTop', distance: [2, 2] },
          })),
        },
        markArea: {
          silent: true, itemStyle: { color: hatch(inks.hairline) },
          data: line.outages.map((gap) => [{ xAxis: gap.from }, { xAxis: gap.to }]),
        },
      },
    ],
  };
}
