import type { Table } from '../../table/port.ts';
import { actionKey, type OutboundAction, type Settled } from '../outbox.ts';

/**
 * Writes down how a rule's call ended, so that a rebuild of the outbox does not make it again. Answers whether it could. Never throws: the call was made,
 * or lies in the dead letters, and to do that again only to write it down would be worse. A receiver knows a repeat by its id.
 */
export const settleAction = async (table: Pick<Table, 'write'>, action: OutboundAction, settled: Settled): Promise<boolean> => {
  try {
    await table.write({ op: 'update', key: actionKey(action), set: { settled }, when: { exists: true } });
    return true;
  } catch {
    // Its time is over, its tenant was erased, or the table is away.
    return false;
  }
};
