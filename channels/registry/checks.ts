import type { Check } from '../check.ts';
import { ROWS } from './rows/checks.ts';

/** Any credentials: the channel's own schema validated them before they were stored. */
export type AnyCheck = Check<Readonly<Record<string, unknown>>>;

const BUILT = new Map(Object.entries(ROWS)) as ReadonlyMap<string, unknown> as ReadonlyMap<string, AnyCheck>;

/** Undefined for a channel without a call that checks credentials. */
export const checkOf = (name: string): AnyCheck | undefined => BUILT.get(name);
