import type { Objects } from '../../adapters/objects/objects.ts';
import type { Topics } from '../../adapters/topics/topics.ts';
import type { ParsedElement, RawRequest } from '../../channels/inbound.ts';
import type { AnyInbound } from '../../channels/registry/inbound.ts';
import type { OriginAddress } from '../../domain/origins/resolve-origin.ts';
import type { StoredCredentials } from '../../domain/origins/vault.ts';
import type { Batch } from './events.ts';
import { keepElements } from './keep-elements.ts';
import type { KnownOrigins } from './origins.ts';

export interface ReadDeps {
  readonly topics: Pick<Topics, 'produce'>;
  readonly objects: Pick<Objects, 'put'>;
  readonly byAccount: KnownOrigins['byAccount'];
}

/** A call that is verified now, or that was verified before it was stored. */
export interface ProvenCall {
  readonly address: OriginAddress;
  readonly stored: StoredCredentials;
  readonly request: RawRequest;
  readonly correlationId: string;
  readonly causation?: string | undefined;
}

/**
 * Reads every element of a call and makes all readable ones durable. If a call is read again, each element still takes effect once.
 * @throws UnreadableBody; when objects, table or topic cannot be reached
 */
export const readCall = async (
  deps: ReadDeps,
  channel: AnyInbound,
  call: ProvenCall,
): Promise<{ readonly elements: readonly ParsedElement[]; readonly batch: Batch }> => {
  const elements = await channel.parse(call.request, call.stored.current);
  const { correlationId: requestId, causation, address, request } = call;
  const batch = await keepElements({ ...deps, origins: deps }, address, elements, { requestId, receivedAt: request.receivedAt, causation });
  return { elements, batch };
};
