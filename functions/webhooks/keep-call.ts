import { createHash } from 'node:crypto';
import type { Objects } from '../../adapters/objects/objects.ts';
import type { RawRequest } from '../../channels/inbound.ts';
import type { OriginAddress } from '../../domain/origins/resolve-origin.ts';
import { unreadableItem } from '../../domain/origins/unreadable-calls.ts';
import type { Table } from '../../domain/table/port.ts';
import type { Batch } from './events.ts';

interface KeepDeps {
  readonly objects: Pick<Objects, 'put'>;
  readonly table: Pick<Table, 'write'>;
}

const LONGEST_TYPE = 200;

/** Stores a complete call that has unreadable elements, for `POST /v1/origins/{id}/events/{eventId}/replay`. @throws when objects or table cannot be reached */
export const keepCall = async (deps: KeepDeps, { tenantId, originId }: OriginAddress, request: RawRequest, unreadable: Batch['unreadable']): Promise<void> => {
  const { body, receivedAt, headers } = request;
  const hash = createHash('sha256').update(body).digest('hex');
  const given = headers['content-type'];
  const contentType = given !== undefined && given.length <= LONGEST_TYPE ? given : 'application/octet-stream';
  const objectKey = `T/${tenantId}/calls/${originId}/${hash}`;
  await deps.objects.put(objectKey, body, contentType);
  const kept = { tenantId, originId, receivedAt, hash, contentType, bytes: body.byteLength, objectKey, unreadable };
  await deps.table.write({ op: 'put', item: unreadableItem(kept) });
};
