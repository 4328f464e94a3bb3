import { Problem } from '../errors.ts';
import { applyWithRetries, TRIES } from '../support/inbound/apply-with-retries.ts';
import type { InboundDeps } from '../support/inbound/batch.ts';
import { fitEvent } from '../support/inbound/fit-event.ts';
import type { ChannelEvent, Content, InboundEvent } from '../support/inbound/inbound-event.ts';
import type { Visitor } from './visitor.ts';

/** The context of a request. */
export interface Circumstances {
  readonly correlationId: string;
  /** Epoch ms. */
  readonly receivedAt: number;
}

type Given = Pick<ChannelEvent, 'verb' | 'providerId' | 'version' | 'author' | 'fromCustomer' | 'opensTicket' | 'status'> & {
  readonly content: Content | null;
};

/** A visitor's action as an event of the channel, within the limits for events of all channels. */
export const visitorEvent = ({ tenantId, originId, visitorId }: Visitor, { correlationId, receivedAt }: Circumstances, given: Given): InboundEvent => {
  const at = new Date(receivedAt).toISOString();
  const { event } = fitEvent({ ...given, threadKey: visitorId, customer: null, reaction: null, occurredAt: at });
  return {
    schema: 'messages/1',
    tenantId,
    originId,
    channel: 'livechat',
    correlationId,
    receivedAt: at,
    identity: event.providerId ?? '',
    late: false,
    event,
    contentRef: null,
  };
};

/** Applies events of one visitor, in order. @throws Problem conflict for one that can never be applied (the origin is gone); TableUnavailable */
export const applyNow = async (deps: InboundDeps, events: readonly InboundEvent[]): Promise<void> => {
  for (const outcome of await applyWithRetries(deps, events, TRIES)) {
    if (outcome.ok) continue;
    const { error, permanent } = outcome;
    throw permanent && !(error instanceof Problem) ? new Problem('conflict', 'The chat no longer accepts this.', { cause: error }) : error;
  }
};
