import { type AvailabilitySetting, storeAvailability } from '../availability/availability.ts';
import { Problem } from '../errors.ts';
import type { Table } from '../table/port.ts';

interface Deps {
  readonly table: Table;
  readonly clock: () => number;
  /** Notifies connected colleagues. */
  readonly tell: (tenantId: string, agentId: string, said: AvailabilitySetting) => Promise<void>;
}

/** Sets an agent's own availability, until the next change or until `until`. @throws Problem unprocessable; TableUnavailable */
export const setAvailability = async (
  deps: Deps,
  { tenantId, agentId }: { readonly tenantId: string; readonly agentId: string },
  given: AvailabilitySetting,
): Promise<AvailabilitySetting> => {
  const until = given.until === null ? null : new Date(given.until).toISOString();
  if (until !== null && given.availability === 'online')
    throw new Problem('unprocessable', 'The availability online has no end.', { errors: [{ path: 'until', message: 'cannot be combined with online' }] });
  if (until !== null && Date.parse(until) <= deps.clock())
    throw new Problem('unprocessable', 'The end must be in the future.', { errors: [{ path: 'until', message: 'is in the past' }] });
  const said: AvailabilitySetting = { availability: given.availability, until };
  await storeAvailability(deps.table, tenantId, agentId, said);
  await deps.tell(tenantId, agentId, said);
  return said;
};
