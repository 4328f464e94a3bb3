import type { Table } from '../../table/port.ts';
import { owedByMail } from './owed.ts';
import type { VisitorMailTimer } from './timer.ts';

interface Deps {
  readonly table: Pick<Table, 'get' | 'query'>;
  readonly clock: () => number;
}

/**
 * A timer has become due. `nothing`: the visitor has everything, was mailed it, gave no address, or the origin no longer mails. A time: they were there after
 * the timer was armed, or a reply still waits to be sent; the timer is needed then. @throws TableUnavailable
 */
export const visitorMailDue = async (deps: Deps, timer: VisitorMailTimer): Promise<'nothing' | 'send' | { readonly dueAt: string }> => {
  const owed = await owedByMail(deps, timer);
  if (!owed) return 'nothing';
  return owed.dueAt > deps.clock() ? { dueAt: new Date(owed.dueAt).toISOString() } : 'send';
};
