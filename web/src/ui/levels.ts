/** The levels of service as they are drawn: colour, letter, and the colour a letter has on it. */
export const LEVELS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Letter = (typeof LEVELS)[number];
export type Level = Letter | 'unknown';
export type Scheme = 'light' | 'dark';
export type Trend = 'worse' | 'better' | 'steady' | null;

/** Worst first, unknown last: unknown is neither calm nor busy. */
export const WORST_FIRST: readonly Level[] = ['F', 'E', 'D', 'C', 'B', 'A', 'unknown'];

/** The same figures as --sb-level-* in tokens.css, for canvases that cannot read CSS. */
export const COLOURS: Record<Scheme, Record<Level, string>> = {
  light: { A: '#2b7a78', B: '#8ab17d', C: '#e9c46a', D: '#f08a3c', E: '#c1272d', F: '#6a0f2b', unknown: '#8d99a6' },
  dark: { A: '#4fb3a9', B: '#a7cf9a', C: '#f2d388', D: '#ff9f5a', E: '#ff5a5f', F: '#ff2e88', unknown: '#6b7785' },
};

const INK = '#14191f';
const WHITE = '#ffffff';

/** The colour of a letter on its level: contrast of at least 4.5, held by a test. */
export function letterColour(level: Level, scheme: Scheme): string {
  if (scheme === 'dark') return level === 'unknown' ? WHITE : INK;
  return level === 'A' || level === 'E' || level === 'F' ? WHITE : INK;
}

export const letterOf = (level: Level): string => (level === 'unknown' ? '?' : level);

/** 0 (A) … 5 (F); null where unknown, so that no sum or mean can take it for calm. */
export function severity(level: Level): number | null {
  return level === 'unknown' ? null : LEVELS.indexOf(level);
}

const TREND_ORDER: Record<string, number> = { worse: 0, steady: 1, better: 2 };

/** Orders by level, worst first; then what gets worse before what gets better; unknown last. */
export function byUrgency(a: { level: Level; trend: Trend }, b: { level: Level; trend: Trend }): number {
  const level = WORST_FIRST.indexOf(a.level) - WORST_FIRST.indexOf(b.level);
  return level || (TREND_ORDER[a.trend ?? 'steady'] ?? 1) - (TREND_ORDER[b.trend ?? 'steady'] ?? 1);
}
