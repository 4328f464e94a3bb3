import type { Objects } from '../../adapters/objects/objects.ts';
import type { Topics } from '../../adapters/topics/topics.ts';
import type { ParsedElement } from '../../channels/inbound.ts';
import type { OriginAddress } from '../../domain/origins/resolve-origin.ts';
import { MESSAGES_TOPIC } from '../../domain/support/inbound/topic.ts';
import { type Batch, batchOf } from './events.ts';
import type { KnownOrigins } from './origins.ts';

export interface KeepDeps {
  readonly origins: Pick<KnownOrigins, 'byAccount'>;
  readonly topics: Pick<Topics, 'produce'>;
  readonly objects: Pick<Objects, 'put'>;
}

export interface Call {
  readonly requestId: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  readonly causation?: string | undefined;
}

/**
 * Makes all elements of a provider's call durable: large contents and what cannot be read as objects, then the events as records of the topic.
 * @throws when table, objects or topic cannot be reached
 */
export const keepElements = async (deps: KeepDeps, address: OriginAddress, elements: readonly ParsedElement[], call: Call): Promise<Batch> => {
  const { tenantId, originId, channel } = address;
  const batch = batchOf(elements, {
    tenantId,
    originId,
    channel,
    correlationId: call.requestId,
    causation: call.causation,
    receivedAt: call.receivedAt,
    originOf: await routes(deps, address, elements),
  });
  if (batch.asides.length > 0) await Promise.all(batch.asides.map(({ key, body, contentType }) => deps.objects.put(key, body, contentType)));
  if (batch.records.length > 0) await deps.topics.produce(MESSAGES_TOPIC, batch.records);
  return batch;
};

/** A provider app may call one path for several accounts of the tenant; nearly always it is this origin's own account. */
const routes = async (
  { origins }: Pick<KeepDeps, 'origins'>,
  { tenantId, originId, channel, accountId }: OriginAddress,
  elements: readonly ParsedElement[],
): Promise<(account: string | null) => string | undefined> => {
  const others = new Set<string>();
  for (const element of elements) if (element.kind === 'event' && element.account !== null && element.account !== accountId) others.add(element.account);
  const found = others.size > 0 ? await origins.byAccount(tenantId, channel, others) : undefined;
  return (account) => (account === null || account === accountId ? originId : found?.get(account));
};
