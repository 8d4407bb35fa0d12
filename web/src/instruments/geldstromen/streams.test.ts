import { expect, it } from 'vitest';
import { beside, columns, flowHeight, flowOption, placed, spans, waterfall, type FlowInks } from '../../charts/flows';
import { finding, naming, rows, type StreamNode } from './streams';

const node = (id: string, cents: number, name = '', opens: string | null = null): StreamNode => {
  const [level = '', ref = ''] = id.split(':');
  return { id, level: level as StreamNode['level'], ref, name, cents, opens };
};
const link = (source: string, target: string, cents: number) => ({ source, target, cents, grade: 'C' as const });
const TOLD = {
  nodes: [
    node('payer:rijk', 1000), node('payer:huishoudens', 490), node('payer:reserves', 50), node('payer:surplus', 10), node('general:algemeen', 1360, '', 'algemeen'),
    node('domain:7', 90, '', '7'), node('domain:6', 1200, '', '6'), node('area:WK000101', 1280, 'Oost'), node('beneficiary:huishoudens', 1280), node('beneficiary:algemeen', 10),
  ],
  links: [
    link('payer:rijk', 'general:algemeen', 1000), link('payer:huishoudens', 'general:algemeen', 300), link('payer:huishoudens', 'domain:7', 90), link('payer:huishoudens', 'domain:6', 100),
    link('general:algemeen', 'domain:6', 1100), link('domain:7', 'beneficiary:algemeen', 10), link('domain:7', 'area:WK000101', 80), link('domain:6', 'area:WK000101', 1200),
  ],
};

it('says of each domain what it receives, what is added, what is left and what it costs', () => {
  expect(rows(TOLD).map(({ node: each, ...amounts }) => [each.ref, amounts])).toEqual([
    ['7', { own: 90, general: 0, left: 10, spent: 80 }],
    ['6', { own: 100, general: 1100, left: 0, spent: 1200 }],
  ]);
});

it('finds what most is spent on and who pays most, reserves and balances left out', () => {
  const found = finding(TOLD);
  expect([found?.most.ref, found?.of100, found?.payer?.ref, found?.payerOf100]).toEqual(['6', 94, 'rijk', 67]);
  expect(finding({ nodes: [], links: [] })).toBeNull();
});

it('names a wijk by its name and the rest by a sentence', () => {
  expect(naming(node('area:WK000101', 1, 'Oost'))).toEqual({ name: 'Oost' });
  expect(naming(node('area:GM0599-stad', 1))).toEqual({ id: 'geld-flow-stad' });
  expect(naming(node('area:rest', 1))).toEqual({ id: 'geld-flow-rest' });
  expect(naming(node('payer:reserves', 1))).toEqual({ id: 'geld-flow-payer-reserves' });
  expect(naming(node('beneficiary:gemeente', 1))).toEqual({ id: 'geld-flow-party-gemeente' });
  expect(naming(node('domain:6.1', 1, 'Buurtwerk'))).toEqual({ name: 'Buurtwerk' });
  expect(naming(node('domain:6', 1))).toEqual({ id: 'geld-domain-6' });
});

it('places the greatest first within a column, and leaves no room for a column without nodes', () => {
  const nodes = [
    { id: 'a', name: 'A', column: 0, cents: 1, opens: false }, { id: 'c', name: 'C', column: 2, cents: 5, opens: true },
    { id: 'b', name: 'B', column: 0, cents: 9, opens: false },
  ];
  expect(placed(nodes).map((each) => each.id)).toEqual(['b', 'a', 'c']);
  expect([...columns(nodes)]).toEqual([[0, 0], [2, 1]]);
  expect(flowHeight(nodes)).toBe(360);
});

const INKS: FlowInks = { ink: '#111', soft: '#555', hairline: '#ddd', paper: '#fff', accent: '#00f', strong: '#009', font: 'x' };

it('draws each stream once and as wide as it is', () => {
  const option = flowOption([{ id: 'a', name: 'A', column: 0, cents: 7, opens: false }, { id: 'b', name: 'B', column: 3, cents: 7, opens: true }], [{ source: 'a', target: 'b', cents: 7 }], INKS, String, 900) as { series: [{ data: { name: string; depth: number }[]; links: unknown[] }] };
  expect(option.series[0].data.map((each) => [each.name, each.depth])).toEqual([['a', 0], ['b', 1]]);
  expect(option.series[0].links).toEqual([{ source: 'a', target: 'b', value: 7 }]);
});

it('hangs each part where the one before it ended, down to what is left', () => {
  const steps = [{ label: 'all', cents: 100, kind: 'total' as const }, { label: 'a', cents: 70, kind: 'part' as const }, { label: 'b', cents: 30, kind: 'part' as const }, { label: 'left', cents: 0, kind: 'rest' as const }];
  expect(spans(steps)).toEqual([{ from: 0, to: 100 }, { from: 100, to: 30 }, { from: 30, to: 0 }, { from: 0, to: 0 }]);
  const drawn = waterfall(steps, INKS, String, false) as { series: [{ data: number[] }, { data: { value: number }[] }] };
  expect(drawn.series[0].data).toEqual([0, 30, 0, 0]);
  expect(drawn.series[1].data.map((each) => each.value)).toEqual([100, 70, 30, 0]);
});

it('gives a value that is not there no bar', () => {
  const drawn = beside(['a', 'b'], [{ name: 'net', values: [1, null] }, { name: 'norm', values: [2, 3] }], INKS, String, true) as { series: { name: string; data: unknown[] }[] };
  expect(drawn.series.map((each) => each.data)).toEqual([[1, null], [2, 3]]);
});
