import type { Objects } from '../adapters/objects/objects.ts';
import { lazily } from './lazily.ts';

/** The object store. The first body that is too long for the table loads its client of 170 KB. */
export const laterObjects = (): Objects => lazily(async () => (await import('#objects')).openObjects());
