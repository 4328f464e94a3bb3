import type { Objects } from '../../adapters/objects/objects.ts';
import type { Topics } from '../../adapters/topics/topics.ts';
import type { ParsedElement, RawRequest } from '../../channels/inbound.ts';
import type { AnyInbound } from '../../channels/registry/inbound.ts';
import type { OriginAddress } from '../../domain/origins/resolve-origin.ts';
import type { StoredCredentials } from '../../domain/origins/vault.ts';
import { MESSAGES_TOPIC } from '../../domain/support/inbound/topic.ts';
import { type Batch, batchOf } from './events.ts';
import type { KnownOrigins } from './origins.ts';

export interface ReadDeps {
  readonly topics: Pick<Topics, 'produce'>;
  readonly objects: Pick<Objects, 'put'>;
  readonly byAccount: KnownOrigins['byAccount'];
}

/** A call that its provider has proven, or that was proven when it was kept. */
export interface ProvenCall {
  readonly address: OriginAddress;
  readonly stored: StoredCredentials;
  readonly request: RawRequest;
  readonly correlationId: string;
  readonly causation?: string | undefined;
}

/**
 * Reads every element of a call and makes all that can be read durable. Read again, each element has its effect once.
 * @throws UnreadableBody; when objects, table or topic cannot be reached
 */
export const readCall = async (
  deps: ReadDeps,
  channel: AnyInbound,
  call: ProvenCall,
): Promise<{ readonly elements: readonly ParsedElement[]; readonly batch: Batch }> => {
  const { tenantId, originId, channel: name } = call.address;
  const elements = await channel.parse(call.request, call.stored.current);
  const originOf = await routes(deps, call.address, elements);
  const { correlationId, causation } = call;
  const batch = batchOf(elements, { tenantId, originId, channel: name, correlationId, causation, receivedAt: call.request.receivedAt, originOf });
  if (batch.asides.length > 0) await Promise.all(batch.asides.map(({ key, body, contentType }) => deps.objects.put(key, body, contentType)));
  if (batch.records.length > 0) await deps.topics.produce(MESSAGES_TOPIC, batch.records);
  return { elements, batch };
};

/** One provider app may call one path for several accounts of the tenant; nearly always it is this origin's own. */
const routes = async (
  { byAccount }: ReadDeps,
  { tenantId, originId, channel, accountId }: OriginAddress,
  elements: readonly ParsedElement[],
): Promise<(account: string | null) => string | undefined> => {
  const others = new Set<string>();
  for (const element of elements) if (element.kind === 'event' && element.account !== null && element.account !== accountId) others.add(element.account);
  const found = others.size > 0 ? await byAccount(tenantId, channel, others) : undefined;
  return (account) => (account === null || account === accountId ? originId : found?.get(account));
};
