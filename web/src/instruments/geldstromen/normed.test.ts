import { expect, it } from 'vitest';
import { both, furthest, type NormLine } from './normed';

const line = (cluster: string, net: number | null, norm: number | null): NormLine => ({
  cluster, net, norm, difference: net === null || norm === null ? null : net - norm, netCents: null, normCents: null, differenceCents: null, peersNet: null, peersDifference: null,
});
const LINES = [line('onderwijs', 250, 230), line('individuele-voorzieningen-jeugd', 340, 541), line('onroerendezaakbelasting', -800, -288), line('overhead', 819, null), line('overig', null, 99)];

it('sets beside each other only what has both', () => {
  expect(both(LINES).map((each) => each.cluster)).toEqual(['onderwijs', 'individuele-voorzieningen-jeugd', 'onroerendezaakbelasting']);
});

it('names the spending furthest from its norm, either way, and no income', () => {
  expect(furthest(LINES)?.cluster).toBe('individuele-voorzieningen-jeugd');
  expect(furthest([line('overhead', 1, null)])).toBeNull();
});
