import type { Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { type TransactionRefused, type Write } from '../../table/port.ts';
import { rightsChecks } from '../credentials/rights-checks.ts';
import { unauthenticated } from '../credentials/unauthenticated.ts';

/** A conditional write, and what its failure means. Without a meaning, the state has changed and the command reads again. */
export interface Guarded {
  readonly write: Write;
  readonly refused?: () => Problem;
}

export const emailTaken = (): Problem =>
  new Problem('conflict', 'Another person of this tenant has this e-mail address.', { errors: [{ path: 'email', message: 'is taken' }] });
export const unknownTeam = (index: number) => (): Problem =>
  new Problem('unprocessable', 'There is no such team.', { errors: [{ path: `teamIds.${index}`, message: 'unknown team' }] });

/** The first meaning among the failed conditions, or undefined: read again. */
export function meaningOf(error: TransactionRefused, writes: readonly Guarded[]): Problem | undefined {
  for (const refusal of error.refusals) {
    const meaning = refusal.reason === 'condition' ? writes[refusal.index]?.refused : undefined;
    if (meaning) return meaning();
  }
  return undefined;
}

/** Writes that change people's rights, conditional on the caller's own rights. */
export function withRightsChecks(context: Pick<Context, 'standing'>, writes: readonly Guarded[]): Guarded[] {
  const checks = rightsChecks(
    context,
    writes.map(({ write }) => write),
  );
  return [...writes, ...checks.map((write): Guarded => ({ write, refused: () => unauthenticated() }))];
}
