import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Objects } from '../../adapters/objects/objects.ts';
import type { Topics } from '../../adapters/topics/topics.ts';
import { type ParsedElement, UnreadableBody } from '../../channels/inbound.ts';
import { type AnyInbound, inboundOf } from '../../channels/registry/inbound.ts';
import { CAUSATION_HEADER } from '../../domain/automation/causation.ts';
import { WEBHOOK_BYTES } from '../../domain/limits.ts';
import type { NoteEvent } from '../../domain/origins/health.ts';
import { keepNotices } from '../../domain/origins/notices.ts';
import { validCredentials } from '../../domain/origins/vault.ts';
import type { Table } from '../../domain/table/port.ts';
import { plainAnswer, refusal } from './answers.ts';
import type { Batch } from './events.ts';
import { keepCall } from './keep-call.ts';
import type { KnownOrigin, KnownOrigins } from './origins.ts';
import { readCall } from './read-call.ts';
import type { WebhookCall } from './request.ts';

export interface WebhookDeps {
  readonly origins: KnownOrigins;
  readonly topics: Pick<Topics, 'produce'>;
  readonly objects: Pick<Objects, 'put'>;
  /** For calls with elements that cannot be read, and for notices. */
  readonly table: Pick<Table, 'write'>;
  readonly noteEvent: NoteEvent;
}

/** The result, for the counters and, unless it is `accepted`, for the log. */
export type Outcome = 'accepted' | 'verified' | 'unknown' | 'unsigned' | 'unverified' | 'too_large' | 'not_json';
export interface ProcessedWebhook {
  readonly result: APIGatewayProxyStructuredResultV2;
  readonly outcome: Outcome;
  readonly tenantId?: string;
  readonly counts?: Batch['counts'];
  /** Why elements were kept raw. */
  readonly reasons?: readonly string[];
}

const unknown: ProcessedWebhook = { result: refusal('not_found'), outcome: 'unknown' };

/**
 * Processes a provider's call: verifies it, reads every element, makes everything durable, and only then answers 200.
 * @throws when table, secrets, objects or topic cannot be reached: the provider must repeat the call
 */
export const processWebhook = async (deps: WebhookDeps, call: WebhookCall): Promise<ProcessedWebhook> => {
  const channel = inboundOf(call.channel);
  const first = channel && (await deps.origins.get(call.originId));
  if (!channel || first?.address.channel !== call.channel) return unknown;
  if (call.request.body.byteLength > WEBHOOK_BYTES) return { result: refusal('too_large'), outcome: 'too_large', tenantId: first.address.tenantId };
  return call.request.method === 'GET' ? verifyAddress(deps, call, channel, first) : accept(deps, call, channel, first);
};

/** Longer than any value that Parley makes. */
const CAUSATION = 256;

/** A header from Parley's own call that a business's system sends back. It is verified when the event is applied. Providers do not send it. */
const causationOf = ({ channel, request }: WebhookCall): string | undefined => {
  const given = request.headers[CAUSATION_HEADER];
  return channel === 'api' && given !== undefined && given.length <= CAUSATION ? given : undefined;
};

const secretsOf = (origin: KnownOrigin, { request }: WebhookCall) => validCredentials(origin.stored, request.receivedAt);

const verifyAddress = async (deps: WebhookDeps, call: WebhookCall, channel: AnyInbound, first: KnownOrigin): Promise<ProcessedWebhook> => {
  let answer = channel.handshake(call.request, secretsOf(first, call));
  if (answer && answer.status !== 200) {
    const origin = await deps.origins.again(call.originId, first);
    if (!origin) return unknown;
    answer = channel.handshake(call.request, secretsOf(origin, call));
  }
  if (!answer) return unknown;
  const { tenantId } = first.address;
  return answer.status === 200
    ? { result: plainAnswer(answer), outcome: 'verified', tenantId }
    : { result: refusal('forbidden'), outcome: 'unverified', tenantId };
};

const accept = async (deps: WebhookDeps, call: WebhookCall, channel: AnyInbound, first: KnownOrigin): Promise<ProcessedWebhook> => {
  let origin = first;
  if (!channel.verify(call.request, secretsOf(first, call))) {
    const again = await deps.origins.again(call.originId, first);
    if (!again) return unknown;
    if (!channel.verify(call.request, secretsOf(again, call)))
      return { result: refusal('unauthenticated'), outcome: 'unsigned', tenantId: first.address.tenantId };
    origin = again;
  }
  const { tenantId } = origin.address;
  try {
    const { elements, batch } = await readCall({ ...deps, byAccount: deps.origins.byAccount }, channel, {
      ...origin,
      request: call.request,
      correlationId: call.requestId,
      causation: causationOf(call),
    });
    if (batch.counts.events > 0) await deps.noteEvent(tenantId, origin.address.originId, call.request.receivedAt);
    await keepNotices(deps.table, tenantId, origin.address.originId, batch.notices);
    if (batch.unreadable.length > 0) await keepCall(deps, origin.address, call.request, batch.unreadable);
    const answer = channel.answer?.({ accepted: batch.counts.events, unreadable: batch.unreadable }, call.request) ?? channel.accepted;
    return { result: plainAnswer(answer), outcome: 'accepted', tenantId, counts: batch.counts, reasons: reasonsOf(elements) };
  } catch (error) {
    if (error instanceof UnreadableBody) return { result: refusal('invalid_request'), outcome: 'not_json', tenantId };
    throw error;
  }
};

const reasonsOf = (elements: readonly ParsedElement[]): string[] =>
  [...new Set(elements.flatMap((element) => (element.kind === 'unreadable' ? [element.reason] : [])))].slice(0, 5);
