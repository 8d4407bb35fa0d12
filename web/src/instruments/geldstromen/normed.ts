/** The clusters of the gemeentefonds beside what is spent. Pure. */
import type { Norm } from '../../api/money';

export type NormLine = Norm['lines'][number];

/** Clusters that have both, so that they can be set beside each other. */
export const both = (lines: NormLine[]): NormLine[] => lines.filter((line) => line.net !== null && line.norm !== null);

/** Clusters of income: below zero a gemeente receives more than the fund reckons with, which is no spending. */
const INCOME = new Set(['overige-eigen-middelen', 'onroerendezaakbelasting']);

/** The cluster of spending that is furthest from its norm, either way. */
export const furthest = (lines: NormLine[]): NormLine | null =>
  both(lines).filter((line) => !INCOME.has(line.cluster)).toSorted((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0))[0] ?? null;
