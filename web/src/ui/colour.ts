/** Colour arithmetic for the checks of the palette: contrast, lightness, colour-blind sight. */
export type Rgb = [number, number, number];

export function parse(hex: string): Rgb {
  const n = parseInt(hex.slice(1, 7), 16);
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
}

const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

/** Relative luminance, WCAG 2.1. */
export function luminance(hex: string): number {
  const [r, g, b] = parse(hex).map(linear) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio, WCAG 2.1: 1 … 21. */
export function contrast(a: string, b: string): number {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (hi + 0.05) / (lo + 0.05);
}

export type Sight = 'normal' | 'protan' | 'deutan' | 'tritan';

/** Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB. */
const MATRICES: Record<Exclude<Sight, 'normal'>, number[][]> = {
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** CIE L*a*b* (D65) of a colour as it is seen. */
export function lab(hex: string, sight: Sight = 'normal'): Rgb {
  let rgb = parse(hex).map(linear) as Rgb;
  if (sight !== 'normal') {
    const seen = MATRICES[sight].map((row) => row.reduce((sum, m, i) => sum + m * (rgb[i] ?? NaN), 0));
    rgb = seen.map((c) => Math.min(1, Math.max(0, c))) as Rgb;
  }
  const [r, g, b] = rgb;
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Distance in L*a*b* (CIE76): about 2 is just seen, above 10 is plain. */
export function distance(a: string, b: string, sight: Sight = 'normal'): number {
  const p = lab(a, sight);
  const q = lab(b, sight);
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}
