/** The instruments of this build: each folder under instruments/, which must be named as its id says. */
import type { InstrumentFace } from '../ui/instrument';

const found = import.meta.glob<{ default: InstrumentFace }>('../instruments/*/index.ts', { eager: true });

export function checked(modules: Record<string, { default: InstrumentFace }>): Map<string, InstrumentFace> {
  const faces = new Map<string, InstrumentFace>();
  for (const [path, { default: face }] of Object.entries(modules)) {
    const folder = path.split('/').at(-2);
    if (folder !== face.id) throw new Error(`The folder instruments/${folder} declares the id "${face.id}". Give both the same name.`);
    faces.set(face.id, face);
  }
  return faces;
}

export const INSTRUMENTS = checked(found);
