import type { IncomingMedia } from '../incoming-media.ts';
import { ROWS } from './rows/incoming-media.ts';

/** Any credentials: the channel's own schema validated them before they were stored. */
type AnyMedia = IncomingMedia<Readonly<Record<string, unknown>>>;

const BUILT = new Map(Object.entries(ROWS)) as ReadonlyMap<string, unknown> as ReadonlyMap<string, AnyMedia>;

/** Undefined for a channel whose files are behind plain links. */
export const incomingMediaOf = (name: string): AnyMedia | undefined => BUILT.get(name);
