// The small build: a topic's events are shown to nobody but the log.
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

/** What every event of a topic is wrapped in, as `POST /v1/events/{topic}` takes it: there the tenant comes from the credential. */
export const envelopeSchema = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(EVENT_ID)),
  type: z.string().check(z.minLength(1), z.maxLength(100)),
  version: z.int().check(z.minimum(1), z.maximum(EVENT_VERSION)),
  occurredAt: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** As it lies on the topic. */
export const topicEnvelopeSchema = z.extend(envelopeSchema, { tenantId: z.string().check(z.regex(TENANT_ID)) });
export type TopicEnvelope = z.infer<typeof topicEnvelopeSchema>;

/** An event of a topic that was read and judged: its data have the form that its row asks for. */
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
  /** It was given up before, and is tried again. */
  readonly late: boolean;
}

/** A record that is no event. It tells whose it would be, as far as that can be read. */
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

/** The row of an event and its data. @throws Problem unprocessable for an unknown type or version, invalid_request for data of another form */
export const judged = (topic: string, rows: readonly EventRow[], { type, version, data }: Envelope): { readonly row: EventRow; readonly data: unknown } => {
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

/** The first of what is wrong: `status must be one of …`. */
const inWords = (errors: readonly { readonly path: string; readonly message: string }[]): string =>
  errors
    .slice(0, 5)
    .map(({ path, message }) => `${path === '' ? 'the data' : path} ${message}`)
    .join('; ');

/** A whole number that a double cannot hold stays what it is, as a text. */
const keepDigits = (digits: string): string | number => (/^-?\d{1,40}$/.test(digits) ? digits : Number(digits));

/** The JSON of a record, with text that can be stored. @throws InvalidEvent */
export const jsonOf = (value: string): unknown => {
  try {
    return wellFormedJson(parseExact(value, keepDigits));
  } catch {
    throw new InvalidEvent('the record is not JSON');
  }
};

/** Reads the envelope of a record and judges its event. @throws InvalidEvent */
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
    const { row, data } = judged(topic, rows, envelope);
    return { topic, tenantId, id, occurredAt, row, data, correlationId, causation, late };
  } catch (error) {
    throw new InvalidEvent((error as Error).message, tenantId, id);
  }
};

/** Whose a broken envelope would be. */
const ownerOf = (json: unknown): [tenantId: string | null, eventId: string | null] => {
  const { tenantId, id } = (typeof json === 'object' && json !== null ? json : {}) as { tenantId?: unknown; id?: unknown };
  const text = (value: unknown, fits: (text: string) => boolean): string | null => (typeof value === 'string' && fits(value) ? value : null);
  return [text(tenantId, (given) => TENANT_ID.test(given)), text(id, (given) => given.length <= EVENT_ID)];
};
