import type { InstrumentFace } from '../../ui/instrument';

const face: InstrumentFace = { id: 'geldstromen', titleId: 'instrument-geldstromen', load: () => import('./Geldstromen.svelte') };
export default face;
