import type { Objects } from '../adapters/objects/objects.ts';
import { lazily } from './lazily.ts';

/** The object store, whose client of 170 KB is loaded by the first body that is too long for the table. */
export const laterObjects = (): Objects => lazily(async () => (await import('#objects')).openObjects());
