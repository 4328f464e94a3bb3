import type { Context } from '../../context.ts';
import type { Check, Write } from '../../table/port.ts';

/**
 * The checks to add to a transaction whose effect outlives the caller's rights, so that nobody who is signed out, demoted or removed at this
 * moment leaves a key or an administrator behind. An item that the transaction writes itself cannot be checked beside it: whoever changes
 * their own account is checked by that write's own condition.
 */
export function rightsChecks(context: Pick<Context, 'standing'>, writes: readonly Write[]): readonly Check[] {
  const written = new Set(writes.map((write) => placeOf(write.op === 'put' ? write.item : write.key)));
  return (context.standing ?? []).filter(({ key }) => !written.has(placeOf(key)));
}

const placeOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }): string => `${pk}\n${sk}`;
