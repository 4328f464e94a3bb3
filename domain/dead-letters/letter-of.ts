import { reasonOf } from '../edge-errors.ts';
import type { Item } from '../table/port.ts';
import type { Addressed } from './dead-letter.ts';

/** `T#acme#TH#9a` → `acme`. */
const tenantOf = (pk: string): string | null => pk.split('#')[1] ?? null;

/** The dead letter of an item that a projection cannot process. */
export const letterOf = ({ name }: { readonly name: string }, { pk, sk }: Pick<Item, 'pk' | 'sk'>, error: unknown): Addressed => ({
  tenantId: tenantOf(pk),
  letter: { reason: reasonOf(error), projection: name, pk, sk },
});
