/** What the streams of a gemeente say: names, rows and the one thing that stands out. Pure. */
import type { Sankey } from '../../api/money';

export type StreamNode = Sankey['nodes'][number];
export const COLUMNS: Record<StreamNode['level'], number> = { payer: 0, general: 1, domain: 2, area: 3, beneficiary: 4 };
/** Not parties: what balances an answer. */
const BALANCE = new Set(['algemeen', 'surplus', 'reserves']);

/** The sentence that names a node, or the name that it has of itself. */
export function naming(node: StreamNode): { id: string } | { name: string } {
  if (node.level === 'general') return { id: 'geld-flow-general' };
  if (node.level === 'domain') return node.name ? { name: node.name } : { id: `geld-domain-${node.ref}` };
  if (node.level === 'area') {
    if (node.ref === 'rest') return { id: 'geld-flow-rest' };
    const kind = /-(stad|onbekend)$/.exec(node.ref)?.[1];
    return kind ? { id: `geld-flow-${kind}` } : { name: node.name || node.ref };
  }
  if (BALANCE.has(node.ref)) return { id: `geld-flow-${node.level}-${node.ref}` };
  return { id: `geld-flow-party-${node.ref}` };
}

export interface Row { node: StreamNode; own: number; general: number; left: number; spent: number }

/** Each domain or taakveld: what it receives itself, what general means add or get, and what it costs. */
export function rows(told: Pick<Sankey, 'nodes' | 'links'>): Row[] {
  const sum = (of: (link: Sankey['links'][number]) => boolean): number => told.links.filter(of).reduce((total, link) => total + link.cents, 0);
  return told.nodes.filter((node) => node.level === 'domain').map((node) => {
    const general = sum((link) => link.target === node.id && /^(general|payer):algemeen$/.test(link.source));
    const left = sum((link) => link.source === node.id && link.target === 'beneficiary:algemeen');
    return { node, general, left, own: sum((link) => link.target === node.id) - general, spent: sum((link) => link.source === node.id) - left };
  });
}

export interface Finding { most: StreamNode; of100: number; payer: StreamNode | null; payerOf100: number }

/** On what most is spent, and who pays most, each of every hundred euro; null where nothing is spent. */
export function finding(told: Pick<Sankey, 'nodes' | 'links'>): Finding | null {
  const spent = rows(told).toSorted((a, b) => b.spent - a.spent);
  const all = spent.reduce((total, row) => total + row.spent, 0);
  const first = spent[0];
  if (!first || all === 0) return null;
  const payers = told.nodes.filter((node) => node.level === 'payer' && !BALANCE.has(node.ref)).toSorted((a, b) => b.cents - a.cents);
  const paid = payers.reduce((total, node) => total + node.cents, 0);
  // The one whose name is known says more than the sum of many.
  const payer = payers.find((node) => node.ref !== 'onbekend') ?? null;
  return { most: first.node, of100: Math.round((100 * first.spent) / all), payer, payerOf100: payer ? Math.round((100 * payer.cents) / paid) : 0 };
}
