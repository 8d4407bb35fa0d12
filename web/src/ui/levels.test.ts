import { describe, expect, it } from 'vitest';
import tokens from './tokens.css?raw';
import { contrast, distance, lab, luminance, type Sight } from './colour';
import { byUrgency, COLOURS, letterColour, LEVELS, severity, WORST_FIRST, type Level, type Scheme } from './levels';

const SCHEMES: Scheme[] = ['light', 'dark'];
const SIGHTS: Sight[] = ['normal', 'protan', 'deutan', 'tritan'];

describe('the palette', () => {
  it.each(SCHEMES)('is the same in tokens.css and on canvases (%s)', (scheme) => {
    for (const level of WORST_FIRST) {
      const written = new RegExp(`--sb-level-${level.toLowerCase()}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens);
      expect(written?.[scheme === 'light' ? 1 : 2]).toBe(COLOURS[scheme][level]);
    }
  });

  it.each(SCHEMES)('keeps each letter readable: contrast of at least 4.5 (%s)', (scheme) => {
    for (const level of WORST_FIRST) expect(contrast(letterColour(level, scheme), COLOURS[scheme][level]), level).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SCHEMES.flatMap((scheme) => SIGHTS.map((sight) => [scheme, sight] as const)))('keeps neighbouring levels apart (%s, %s)', (scheme, sight) => {
    for (let i = 0; i + 1 < LEVELS.length; i += 1) {
      const [a, b] = [LEVELS[i] as Level, LEVELS[i + 1] as Level];
      // Of E and F in the dark a tritan eye sees 7.3 only: there the thick ring of F and the letter carry it.
      const least = scheme === 'dark' && sight === 'tritan' && b === 'F' ? 7 : 10;
      expect(distance(COLOURS[scheme][a], COLOURS[scheme][b], sight), `${a} and ${b}`).toBeGreaterThan(least);
    }
  });

  it('gets darker from C to F in light: the worse, the heavier in greyscale', () => {
    const grey = (['C', 'D', 'E', 'F'] as const).map((level) => luminance(COLOURS.light[level]));
    expect([...grey].sort((a, b) => b - a)).toEqual(grey);
  });

  it('gets deeper from C to F in dark too: less light, letter and ring beside it', () => {
    const grey = (['C', 'D', 'E', 'F'] as const).map((level) => luminance(COLOURS.dark[level]));
    expect([...grey].sort((a, b) => b - a)).toEqual(grey);
  });

  it('gives black no and white full lightness', () => {
    expect(lab('#000000')[0]).toBeCloseTo(0, 0);
    expect(lab('#ffffff')[0]).toBeCloseTo(100, 0);
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  });
});

describe('the order of urgency', () => {
  it('puts unknown last and gives it no severity', () => {
    expect(severity('unknown')).toBeNull();
    expect(severity('A')).toBe(0);
    const rows = (['unknown', 'A', 'F'] as const).map((level) => ({ level, trend: null }));
    expect(rows.sort(byUrgency).map((row) => row.level)).toEqual(['F', 'A', 'unknown']);
  });

  it('puts what gets worse before what gets better', () => {
    const rows = (['better', 'steady', 'worse'] as const).map((trend) => ({ level: 'D' as const, trend }));
    expect(rows.sort(byUrgency).map((row) => row.trend)).toEqual(['worse', 'steady', 'better']);
  });
});
