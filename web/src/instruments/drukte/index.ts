import type { InstrumentFace } from '../../ui/instrument';

const face: InstrumentFace = { id: 'drukte', titleId: 'instrument-drukte', load: () => import('./ControlRoom.svelte') };
export default face;
