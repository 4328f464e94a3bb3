import type { Context } from '../../context.ts';
import type { Check, Write } from '../../table/port.ts';

/**
 * The checks to add to a transaction with effects beyond the caller's session, so that nobody who is being signed out, demoted or deleted
 * leaves a key or an administrator behind. A transaction cannot check an item that it also writes: for changes of the caller's own
 * account, that write has its own condition.
 */
export function rightsChecks(context: Pick<Context, 'standing'>, writes: readonly Write[]): readonly Check[] {
  const written = new Set(writes.map((write) => keyText(write.op === 'put' ? write.item : write.key)));
  return (context.standing ?? []).filter(({ key }) => !written.has(keyText(key)));
}

const keyText = ({ pk, sk }: { readonly pk: string; readonly sk: string }): string => `${pk}\n${sk}`;
