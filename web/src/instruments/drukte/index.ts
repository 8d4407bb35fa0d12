import type { InstrumentFace } from '../../ui/instrument';

const face: InstrumentFace = {
  id: 'drukte', titleId: 'instrument-drukte', load: () => import('./ControlRoom.svelte'),
  pages: [{ path: '/betrouwbaarheid', titleId: 'record-nav', load: () => import('./Reliability.svelte') }],
};
export default face;
