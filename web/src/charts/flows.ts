/** The one look of streams and of bars that lie beside or after each other. Pure: what is drawn comes in, an option goes out. */
export interface FlowInks { ink: string; soft: string; hairline: string; paper: string; accent: string; strong: string; font: string }
export interface FlowNode { id: string; name: string; column: number; cents: number; opens: boolean }
export interface FlowLink { source: string; target: string; cents: number }
export type Write = (value: number) => string;

const words = (inks: FlowInks, size = 13): object => ({ color: inks.ink, fontSize: size, fontFamily: inks.font });
const tip = (inks: FlowInks): object => ({
  renderMode: 'richText', confine: true, backgroundColor: inks.ink, borderWidth: 0, padding: [6, 10],
  textStyle: { color: inks.paper, fontSize: 13, fontFamily: inks.font },
});

/** Within a column the greatest first. */
export function placed(nodes: FlowNode[]): FlowNode[] {
  return nodes.toSorted((a, b) => a.column - b.column || b.cents - a.cents);
}

/** Columns that hold nothing leave no room: 0, 1, 3 become 0, 1, 2. */
export function columns(nodes: FlowNode[]): Map<number, number> {
  return new Map([...new Set(nodes.map((node) => node.column))].toSorted((a, b) => a - b).map((column, place) => [column, place]));
}

/** How high the drawing must be for each name to have its own line. */
export function flowHeight(nodes: FlowNode[]): number {
  const most = Math.max(1, ...[...columns(nodes).keys()].map((column) => nodes.filter((node) => node.column === column).length));
  return Math.max(360, 32 * most + 120);
}

/** `width`: of the drawing, in px; a name is cut off where the next column begins. */
export function flowOption(nodes: FlowNode[], links: FlowLink[], inks: FlowInks, write: Write, width: number): object {
  const at = columns(nodes);
  const names = new Map(nodes.map((node) => [node.id, node.name]));
  const last = Math.max(1, ...at.values());
  const room = Math.max(120, Math.round((width - 186) / last) - 30);
  return {
    animation: false,
    tooltip: {
      ...tip(inks), trigger: 'item',
      formatter: ({ data }: { data: { source?: string; target?: string; name?: string; value: number } }) =>
        data.source && data.target ? `${names.get(data.source) ?? ''} → ${names.get(data.target) ?? ''}\n${write(data.value)}` : `${names.get(data.name ?? '') ?? ''}\n${write(data.value)}`,
    },
    series: [{
      type: 'sankey', left: 4, right: 168, top: 8, bottom: 8, nodeWidth: 14, nodeGap: 14, layoutIterations: 0, draggable: false,
      emphasis: { focus: 'adjacency', lineStyle: { opacity: 0.55 } }, blur: { lineStyle: { opacity: 0.08 }, itemStyle: { opacity: 0.5 }, label: { opacity: 0.6 } },
      label: { ...words(inks), width: room, overflow: 'truncate', formatter: ({ data }: { data: { name: string } }) => names.get(data.name) ?? '', textBorderColor: inks.paper, textBorderWidth: 3 },
      lineStyle: { color: inks.accent, opacity: 0.2, curveness: 0.5 },
      data: placed(nodes).map((node) => {
        const column = at.get(node.column) ?? 0;
        return {
          name: node.id, value: node.cents, depth: column, cursor: node.opens ? 'pointer' : 'default',
          itemStyle: { color: node.opens ? inks.accent : column === 0 || column === last ? inks.ink : inks.soft, borderWidth: 0 },
        };
      }),
      links: links.map((link) => ({ source: link.source, target: link.target, value: link.cents })),
    }],
  };
}

export interface Step { label: string; cents: number; kind: 'total' | 'part' | 'rest' }
export interface Span { from: number; to: number }

/** Where each bar lies: the total from zero, each part where the part before it ended, the rest where the last one did. */
export function spans(steps: Step[]): Span[] {
  let left = 0;
  return steps.map((step) => {
    if (step.kind === 'total') {
      left = step.cents;
      return { from: 0, to: step.cents };
    }
    const to = left - step.cents;
    const span = { from: left, to };
    left = to;
    return span;
  });
}

const lying = (rows: string[], inks: FlowInks, write: Write, room: number, narrow: boolean): object => ({
  xAxis: {
    type: 'value', axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: inks.hairline } }, splitNumber: narrow ? 2 : 4,
    axisLabel: { ...words(inks), color: inks.soft, hideOverlap: true, formatter: (value: number) => write(value) },
  },
  yAxis: { type: 'category', inverse: true, data: rows, axisTick: { show: false }, axisLine: { lineStyle: { color: inks.soft } }, axisLabel: { ...words(inks), width: room - 12, overflow: 'break' } },
});

export function waterfall(steps: Step[], inks: FlowInks, write: Write, narrow: boolean): object {
  const room = narrow ? 112 : 190;
  const at = spans(steps);
  const colour = { total: inks.ink, part: inks.accent, rest: inks.soft };
  return {
    animation: false,
    grid: { left: room, right: narrow ? 24 : 120, top: 8, bottom: 28 },
    tooltip: { ...tip(inks), trigger: 'axis', axisPointer: { type: 'none' }, formatter: (items: { dataIndex: number }[]) => { const step = steps[items[0]?.dataIndex ?? 0]; return step ? `${step.label}\n${write(step.cents)}` : ''; } },
    // Where there is no room beside a bar the amount stands with its name.
    ...lying(steps.map((step) => (narrow ? `${step.label}\n${write(step.cents)}` : step.label)), inks, write, room, narrow),
    series: [
      { type: 'bar', stack: 'all', silent: true, itemStyle: { color: 'transparent' }, data: at.map((span) => Math.min(span.from, span.to)) },
      {
        type: 'bar', stack: 'all', barMaxWidth: 34,
        label: { show: !narrow, position: 'right', ...words(inks), formatter: ({ dataIndex }: { dataIndex: number }) => write(steps[dataIndex]?.cents ?? 0) },
        data: at.map((span, index) => ({ value: Math.abs(span.to - span.from), itemStyle: { color: colour[steps[index]?.kind ?? 'part'] } })),
      },
    ],
  };
}

/** Bars of several kinds beside each other in each row; a value that is not there has no bar. */
export function beside(rows: string[], kinds: { name: string; values: (number | null)[] }[], inks: FlowInks, write: Write, narrow: boolean): object {
  const room = narrow ? 136 : 240;
  const looks = [{ color: inks.accent }, { color: inks.paper, borderColor: inks.ink, borderWidth: 1.5 }, { color: inks.soft }];
  return {
    animation: false,
    legend: { top: 0, left: narrow ? 0 : room, icon: 'rect', itemWidth: 18, itemHeight: 12, selectedMode: false, textStyle: words(inks) },
    grid: { left: room, right: 24, top: narrow ? 74 : 34, bottom: 28 },
    tooltip: { ...tip(inks), trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: (items: { dataIndex: number }[]) => { const at = items[0]?.dataIndex ?? 0; return [rows[at], ...kinds.map((each) => { const value = each.values[at]; return `${each.name}: ${value == null ? '–' : write(value)}`; })].join('\n'); } },
    ...lying(rows, inks, write, room, narrow),
    series: kinds.map((each, index) => ({ type: 'bar', name: each.name, data: each.values, barGap: '10%', barCategoryGap: '36%', itemStyle: looks[index] ?? looks[2] })),
  };
}
