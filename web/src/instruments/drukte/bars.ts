/** The bars of the time bar, drawn on a canvas: how many places were busy (C and worse), unknown hatched on top. */
import type { Counts, Timeline } from '../../api/types';
import { COLOURS, type Letter, type Scheme } from '../../ui/levels';

const STACK: readonly Letter[] = ['F', 'E', 'D', 'C'];

export interface Scene { data: Timeline; from: number; to: number; shown: number; scheme: Scheme; ink: string; soft: string; hairline: string }

export const busy = (counts: Counts): number => counts.C + counts.D + counts.E + counts.F;

/** The top of the scale: the busiest bin, and never less than a twelfth of all places, so that calm looks calm. */
export function ceiling(data: Timeline): number {
  let top = 1;
  for (const bin of data.bins) {
    const all = Object.values(bin.counts).reduce((a, b) => a + b, 0);
    top = Math.max(top, busy(bin.counts), all / 12);
  }
  return top;
}

function hatched(ctx: CanvasRenderingContext2D, x: number, width: number, height: number, colour: string): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, 0, width, height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let i = Math.floor(x / 6) * 6 - height; i < x + width; i += 6) {
    ctx.moveTo(i, height);
    ctx.lineTo(i + height, 0);
  }
  ctx.stroke();
  ctx.restore();
}

export function drawBars(canvas: HTMLCanvasElement, scene: Scene): void {
  const ratio = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const ctx = canvas.getContext('2d');
  if (!ctx || width === 0) return;
  ctx.scale(ratio, ratio);
  const { data, from, to } = scene;
  const x = (ms: number): number => ((ms - from) / (to - from)) * width;
  const bar = (data.stepS * 1000 * width) / (to - from);
  const top = ceiling(data);
  const seen = data.bins.map((bin) => Date.parse(bin.t));
  // What lies before the first bin and in each gap was not measured: hatched, and never low bars.
  const first = seen[0] ?? to;
  if (first > from) hatched(ctx, 0, x(first), height, scene.hairline);
  for (const gap of data.gaps) hatched(ctx, Math.max(0, x(Date.parse(gap.from))), x(Date.parse(gap.to)) - Math.max(0, x(Date.parse(gap.from))), height, scene.soft);
  data.bins.forEach((bin, i) => {
    const left = x(seen[i] ?? NaN);
    const gap = bar > 4 ? 1 : bar > 2 ? 0.6 : 0;
    const later = (seen[i] ?? 0) > scene.shown;
    ctx.globalAlpha = later ? 0.35 : 1;
    ctx.fillStyle = scene.hairline;
    ctx.fillRect(left, height - 2, Math.max(1, bar - gap), 2);
    let base = height - 2;
    for (const level of STACK) {
      const tall = (bin.counts[level] / top) * (height - 6);
      if (tall <= 0) continue;
      ctx.fillStyle = COLOURS[scene.scheme][level];
      ctx.fillRect(left, base - tall, Math.max(1, bar - gap), tall);
      base -= tall;
    }
  });
  ctx.globalAlpha = 1;
}
