import type { Table } from '../../table/port.ts';
import { actionKey, type OutboundAction, type Settled } from '../outbox.ts';

/**
 * Records how a rule's call ended, so that a rebuild of the outbox does not repeat it. Returns whether that succeeded. Never throws: the call was made,
 * or is in the dead-letter queue, and a repeat only for the record would be worse. Receivers recognise a repeat by its id.
 */
export const settleAction = async (table: Pick<Table, 'write'>, action: OutboundAction, settled: Settled): Promise<boolean> => {
  try {
    await table.write({ op: 'update', key: actionKey(action), set: { settled }, when: { exists: true } });
    return true;
  } catch {
    // Its time is over, its tenant was erased, or the table is not reachable.
    return false;
  }
};
