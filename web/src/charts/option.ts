/** The one look of a line over time: measured solid, foretold as a dashed line in its ribbons, usual in grey, limits as hairlines, outages hatched. */
import type { Measured, Outage } from './gaps';
import { opened } from './gaps';

export interface Limit { value: number; label: string; colour: string }
export interface Band { t: number; low: number; mid: number; high: number }
/** What is foretold at `t`: the middle, and the bounds that hold 4 and 8 of 10. */
export interface Fan { t: number; low: number; lower: number; mid: number; upper: number; high: number }
export interface Line {
  points: Measured[]; stepS: number; from: number; to: number; band: Band[]; limits: Limit[]; outages: Outage[];
  unit: string; outageLabel: string;
  /** Beyond `now`; empty where nothing is foretold. `target` is the moment that the rest of the screen shows. */
  fan: Fan[]; now: number | null; target: number | null; nowLabel: string; fanLabel: string;
}
export interface Inks { ink: string; soft: string; hairline: string; paper: string; band: string; fan: string }
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

/** A ribbon between two bounds: the lower one unseen, what is between stacked upon it. */
function ribbon(stack: string, bounds: [t: number, low: number, high: number][], areaStyle: object): object[] {
  if (bounds.length === 0) return [];
  const base = { type: 'line', symbol: 'none', silent: true, stack, lineStyle: { opacity: 0 }, tooltip: { show: false } };
  return [
    { ...base, data: bounds.map(([t, low]) => [t, low]) },
    { ...base, data: bounds.map(([t, low, high]) => [t, high - low]), areaStyle },
  ];
}

function uprights(line: Line, inks: Inks, font: object): object[] {
  if (line.now === null) return [];
  const label = { ...font, color: inks.ink, fontWeight: 600, backgroundColor: inks.paper, padding: [1, 4], borderRadius: 3, formatter: line.nowLabel, position: 'end', distance: 2 };
  return [
    { xAxis: line.now, lineStyle: { color: inks.ink, type: 'solid', width: 1.2 }, label },
    ...(line.target === null ? [] : [{ xAxis: line.target, lineStyle: { color: inks.ink, type: [4, 4], width: 1.6 }, label: { show: false } }]),
  ];
}

/** The dashed middle in two ribbons, and the upright where the present lies. */
function foretold(line: Line, inks: Inks, font: object): object[] {
  return [
    ...ribbon('fan-8', line.fan.map((p) => [p.t, p.low, p.high]), { color: inks.fan, opacity: 0.2 }),
    ...ribbon('fan-4', line.fan.map((p) => [p.t, p.lower, p.upper]), { color: inks.fan, opacity: 0.28 }),
    {
      id: 'foretold', type: 'line', symbol: 'none', data: line.fan.map((p) => [p.t, p.mid]), z: 3,
      lineStyle: { color: inks.ink, width: 1.8, type: [5, 4] }, itemStyle: { color: inks.ink },
      markLine: { silent: true, symbol: 'none', animation: false, data: uprights(line, inks, font) },
    },
  ];
}

/** What the pointer says: the moment, and what was measured or is foretold there with its bounds. */
function said(line: Line, words: Words, [at, value]: [number, number | null], ahead: boolean): string {
  const of = (each: number): string => words.number(each);
  const fan = ahead ? line.fan.find((p) => p.t === at) : undefined;
  if (fan) return `${words.moment(at)}\n${line.fanLabel} ${of(fan.mid)} ${line.unit} (${of(fan.low)}–${of(fan.high)})`;
  return `${words.moment(at)}\n${value === null ? line.outageLabel : `${of(value)} ${line.unit}`}`;
}

export function option(line: Line, inks: Inks, words: Words): object {
  const font = { color: inks.soft, fontSize: 13, fontFamily: getComputedStyle(document.body).fontFamily };
  return {
    animation: false,
    grid: { left: 36, right: 10, top: line.now === null ? 12 : 22, bottom: 24 },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: inks.ink, borderWidth: 0,
      textStyle: { color: inks.paper, fontSize: 13, fontFamily: font.fontFamily }, padding: [6, 10],
      axisPointer: { lineStyle: { color: inks.ink, type: 'solid', width: 1 } },
      formatter: (items: { value: [number, number | null]; seriesId: string }[]) => {
        const own = items.find((item) => item.seriesId === 'measured' || item.seriesId === 'foretold');
        return own ? said(line, words, own.value, own.seriesId === 'foretold') : '';
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
      ...ribbon('usual', line.band.map((p) => [p.t, p.low, p.high]), { color: inks.band, opacity: 1 }),
      ...foretold(line, inks, font),
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
