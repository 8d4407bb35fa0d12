/** Pictures drawn on a canvas and given to the map: letters, hatching, words. No sprite and no glyph server. */
import type { Map as MapLibre } from 'maplibre-gl';

const RATIO = 2;

function draw(width: number, height: number, paint: (ctx: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * RATIO);
  canvas.height = Math.ceil(height * RATIO);
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (!ctx) throw new Error('this browser has no canvas');
  ctx.scale(RATIO, RATIO);
  paint(ctx);
  return ctx.getImageData(0, 0, canvas.width, canvas.height);
}

function put(map: MapLibre, id: string, image: ImageData): void {
  if (map.hasImage(id)) map.removeImage(id);
  map.addImage(id, image, { pixelRatio: RATIO });
}

const font = (weight: number, px: number): string => `${weight} ${px}px ${getComputedStyle(document.body).fontFamily}`;

/** A letter in the middle of an empty square of 24 px. */
export function letter(map: MapLibre, id: string, sign: string, colour: string): void {
  put(map, id, draw(24, 24, (ctx) => {
    ctx.font = font(700, 14);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = colour;
    ctx.fillText(sign, 12, 12.8);
  }));
}

/** A disc of 24 px with a 45° hatch: what is unknown. */
export function hatchedDisc(map: MapLibre, id: string, colour: string, paper: string): void {
  put(map, id, draw(24, 24, (ctx) => {
    ctx.beginPath();
    ctx.arc(12, 12, 9.5, 0, 2 * Math.PI);
    ctx.fillStyle = paper;
    ctx.fill();
    ctx.save();
    ctx.clip();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2.6;
    for (let x = -24; x < 24; x += 5.5) {
      ctx.beginPath();
      ctx.moveTo(x, 24);
      ctx.lineTo(x + 24, 0);
      ctx.stroke();
    }
    ctx.restore();
    ctx.beginPath();
    ctx.arc(12, 12, 9.5, 0, 2 * Math.PI);
    ctx.lineWidth = 2.2;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }));
}

const TURN = 2 * Math.PI;
/** Eight dashes around a disc: an edge that is seen to be broken even on a small one. */
const DASHES = [(TURN * 9.4) / 8 * 0.66, (TURN * 9.4) / 8 * 0.34];

function dashedEdge(ctx: CanvasRenderingContext2D, colour: string): void {
  ctx.beginPath();
  ctx.arc(12, 12, 9.4, 0, TURN);
  ctx.setLineDash(DASHES);
  ctx.lineWidth = 2.8;
  ctx.strokeStyle = colour;
  ctx.stroke();
}

function paperDisc(ctx: CanvasRenderingContext2D, paper: string): void {
  ctx.beginPath();
  ctx.arc(12, 12, 11.4, 0, TURN);
  ctx.fillStyle = paper;
  ctx.fill();
}

/** A disc of 24 px with a broken edge and a tint of its colour: what is foretold. */
export function dashedDisc(map: MapLibre, id: string, colour: string, paper: string): void {
  put(map, id, draw(24, 24, (ctx) => {
    paperDisc(ctx, paper);
    ctx.globalAlpha = 0.26;
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.globalAlpha = 1;
    dashedEdge(ctx, colour);
  }));
}

/** A disc of 24 px with a broken edge, `share` (0 … 1) of it filled clockwise from the top: a chance. */
export function chanceDisc(map: MapLibre, id: string, share: number, ink: string, paper: string): void {
  put(map, id, draw(24, 24, (ctx) => {
    paperDisc(ctx, paper);
    ctx.beginPath();
    ctx.moveTo(12, 12);
    ctx.arc(12, 12, 6.4, -TURN / 4, share * TURN - TURN / 4);
    ctx.fillStyle = ink;
    if (share > 0) ctx.fill();
    dashedEdge(ctx, ink);
  }));
}

/** A seamless 45° hatch for fills. */
export function hatchedFill(map: MapLibre, id: string, colour: string): void {
  put(map, id, draw(8, 8, (ctx) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.2;
    for (const x of [-8, 0, 8]) {
      ctx.beginPath();
      ctx.moveTo(x, 8);
      ctx.lineTo(x + 8, 0);
      ctx.stroke();
    }
  }));
}

/** Words with a halo of the ground's colour. */
export function words(map: MapLibre, id: string, said: string, ink: string, halo: string, px = 13): void {
  const probe = document.createElement('canvas').getContext('2d');
  if (!probe) return;
  probe.font = font(600, px);
  const width = probe.measureText(said).width + 12;
  put(map, id, draw(width, px + 12, (ctx) => {
    ctx.font = font(600, px);
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'center';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 4;
    ctx.strokeStyle = halo;
    ctx.strokeText(said, width / 2, px / 2 + 6);
    ctx.fillStyle = ink;
    ctx.fillText(said, width / 2, px / 2 + 6);
  }));
}

/** A sign in ink: a white diamond with a stroke drawing in a square of 24 units. */
export function sign(map: MapLibre, id: string, path: string, ink: string, paper: string): void {
  put(map, id, draw(28, 28, (ctx) => {
    ctx.translate(14, 14);
    ctx.rotate(Math.PI / 4);
    ctx.beginPath();
    ctx.roundRect(-8.5, -8.5, 17, 17, 3);
    ctx.fillStyle = paper;
    ctx.fill();
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = ink;
    ctx.stroke();
    ctx.rotate(-Math.PI / 4);
    ctx.translate(-6.5, -6.5);
    ctx.scale(13 / 24, 13 / 24);
    ctx.lineWidth = 3;
    ctx.lineCap = 'round';
    ctx.lineJoin = 'round';
    ctx.stroke(new Path2D(path));
  }));
}
