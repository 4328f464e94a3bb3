import { Problem } from '../errors.ts';
import type { Table } from '../table/port.ts';
import { type Continuity, type Origin, originKey, originOf } from './origin.ts';

const unprocessable = (message: string, path: string): Problem => new Problem('unprocessable', message, { errors: [{ path, message }] });

/** Only a live chat continues by mail, through a mailbox of the same tenant. @throws Problem unprocessable; TableUnavailable */
export const requireMailbox = async (table: Pick<Table, 'get'>, tenantId: string, { channel }: Pick<Origin, 'channel'>, given: Continuity): Promise<void> => {
  if (channel !== 'livechat') throw unprocessable('Only a live chat continues by mail.', 'continuity');
  const [item] = await table.get([originKey(tenantId, given.mailOriginId)], { consistent: true });
  if (!item || originOf(item).channel !== 'mail') throw unprocessable('This is no mail origin of the tenant.', 'continuity.mailOriginId');
};
