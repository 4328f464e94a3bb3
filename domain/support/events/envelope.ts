// zod/mini, because only the log shows errors of a topic's events.
import * as z from 'zod/mini';
import { TENANT_ID } from '../../configuration/keys.ts';
import { Rejected } from '../../edge-errors.ts';
import { Problem } from '../../errors.ts';
import { EVENT_ID, EVENT_VERSION } from '../../limits.ts';
import { parseExact } from '../../text/exact-json.ts';
import { wellFormedJson } from '../../text/well-formed.ts';
import { fieldErrors } from '../../validation/field-errors.ts';
import { words } from '../../validation/words.ts';
import type { EventRow } from './event-row.ts';

/** The envelope of every event of a topic, as `POST /v1/events/{topic}` accepts it: there the tenant comes from the credential. */
export const envelopeSchema = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(EVENT_ID)),
  type: z.string().check(z.minLength(1), z.maxLength(100)),
  version: z.int().check(z.minimum(1), z.maximum(EVENT_VERSION)),
  occurredAt: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** The envelope in a record of the topic. */
export const topicEnvelopeSchema = z.extend(envelopeSchema, { tenantId: z.string().check(z.regex(TENANT_ID)) });
export type TopicEnvelope = z.infer<typeof topicEnvelopeSchema>;

/** A validated event of a topic: its data match the schema of its row. */
export interface TopicEvent<Data = unknown> {
  readonly topic: string;
  readonly tenantId: string;
  readonly id: string;
  readonly occurredAt: string;
  readonly row: EventRow<Data>;
  readonly data: Data;
  readonly correlationId: string;
  /** `X-Parley-Causation` of the call that brought it, verified where the event is applied. */
  readonly causation: string | null;
  /** It comes from the dead letters and is tried again. */
  readonly late: boolean;
}

/** A record that is not a valid event. It names the tenant and the event, as far as they can be read. */
export class InvalidEvent extends Rejected {
  readonly tenantId: string | null;
  readonly eventId: string | null;
  constructor(reason: string, tenantId: string | null = null, eventId: string | null = null) {
    super(reason);
    this.name = 'InvalidEvent';
    this.tenantId = tenantId;
    this.eventId = eventId;
  }
}

/** The row of an event and its data. @throws Problem unprocessable for an unknown type or version, invalid_request for invalid data */
export const validated = (topic: string, rows: readonly EventRow[], { type, version, data }: Envelope): { readonly row: EventRow; readonly data: unknown } => {
  const ofType = rows.filter((row) => row.type === type);
  if (ofType.length === 0)
    throw new Problem('unprocessable', `The topic ${topic} has no event "${type}".`, { errors: [{ path: 'type', message: 'is unknown' }] });
  const row = ofType.find((one) => one.version === version);
  if (!row) throw new Problem('unprocessable', `There is no version ${version} of ${type}.`, { errors: [{ path: 'version', message: 'is unknown' }] });
  const result = row.data.safeParse(data, { error: words });
  if (result.success) return { row, data: result.data };
  const errors = fieldErrors(result.error.issues);
  throw new Problem('invalid_request', `The data of ${type} are not valid: ${inWords(errors)}.`, { errors });
};

/** The first fault: `status must be one of …`. */
const inWords = (errors: readonly { readonly path: string; readonly message: string }[]): string =>
  errors
    .slice(0, 5)
    .map(({ path, message }) => `${path === '' ? 'the data' : path} ${message}`)
    .join('; ');

/** A whole number that a double cannot represent is kept as a text. */
const keepDigits = (digits: string): string | number => (/^-?\d{1,40}$/.test(digits) ? digits : Number(digits));

/** The JSON of a record, with text that can be stored. @throws InvalidEvent */
export const jsonOf = (value: string): unknown => {
  try {
    return wellFormedJson(parseExact(value, keepDigits));
  } catch {
    throw new InvalidEvent('the record is not JSON');
  }
};

/** Reads the envelope of a record and validates its event. @throws InvalidEvent */
export const readEvent = (
  topic: string,
  rows: readonly EventRow[],
  json: unknown,
  { correlationId, causation, late }: Pick<TopicEvent, 'correlationId' | 'causation' | 'late'>,
): TopicEvent => {
  const result = topicEnvelopeSchema.safeParse(json, { error: words });
  if (!result.success) throw new InvalidEvent(`no envelope: ${inWords(fieldErrors(result.error.issues))}`, ...ownerOf(json));
  const envelope = result.data;
  const { tenantId, id, occurredAt } = envelope;
  try {
    const { row, data } = validated(topic, rows, envelope);
    return { topic, tenantId, id, occurredAt, row, data, correlationId, causation, late };
  } catch (error) {
    throw new InvalidEvent((error as Error).message, tenantId, id);
  }
};

/** The tenant and event id of a broken envelope. */
const ownerOf = (json: unknown): [tenantId: string | null, eventId: string | null] => {
  const { tenantId, id } = (typeof json === 'object' && json !== null ? json : {}) as { tenantId?: unknown; id?: unknown };
  const text = (value: unknown, fits: (text: string) => boolean): string | null => (typeof value === 'string' && fits(value) ? value : null);
  return [text(tenantId, (given) => TENANT_ID.test(given)), text(id, (given) => given.length <= EVENT_ID)];
};
