import * as fc from 'fast-check';
import type { Condition, Leaf, Operator } from '../../../../domain/automation/conditions/condition.ts';
import { FIELDS, fieldOf, operatorsOf } from '../../../../domain/automation/conditions/fields.ts';
import { refusedInQueues } from '../../../../domain/automation/conditions/message-fields.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { ticketOf } from '../../support/queues/world.ts';

/** Few words, so that conditions and tickets meet; some are one word in two spellings. */
export const WORDS = ['refund', 'REFUND', 'straße', 'strasse', 'vip', 'Vip', '', 'a'];
const IDS = ['ann', 'bob', 'red', 'u1', 'u2', 'o1'];
const TIMES = ['2026-11-20T10:00:00.000Z', '2026-11-20T11:00:00+01:00', '2026-11-21T10:00:00.000Z', '2026-11-22'];
const OWN = ['customFields.tier', 'customFields.city', 'customFields.deep.er', 'customFields.list'];
const PATTERNS = ['ref', '^vip$', '[a-z]+e', 'stra(ss|ß)e'];

const valueOf = (path: string): fc.Arbitrary<string | number | boolean> => {
  const field = fieldOf(path);
  if (field?.values) return fc.constantFrom(...field.values);
  if (field?.type === 'number') return fc.integer({ min: 0, max: 3 });
  if (field?.type === 'time') return fc.constantFrom(...TIMES);
  if (field?.type === 'boolean') return fc.boolean();
  if (field?.type === 'any') return fc.oneof(fc.constantFrom(...WORDS), fc.integer({ min: 0, max: 3 }), fc.boolean());
  return fc.constantFrom(...WORDS, ...IDS);
};

const leafOn = (path: string): fc.Arbitrary<Leaf> => {
  const operators = operatorsOf(fieldOf(path) as NonNullable<ReturnType<typeof fieldOf>>);
  return fc.constantFrom<Operator>(...operators).chain((op): fc.Arbitrary<Leaf> => {
    if (op === 'exists') return fc.constantFrom<Leaf>({ field: path, op }, { field: path, op, value: true }, { field: path, op, value: false });
    if (op === 'matches') return fc.constantFrom(...PATTERNS).map((value) => ({ field: path, op, value }));
    if (op === 'contains') return fc.constantFrom('ref', 'vip', 'STRASSE', 'a').map((value) => ({ field: path, op, value }));
    const value = op === 'in' || op === 'nin' ? fc.array(valueOf(path), { maxLength: 3 }) : valueOf(path);
    return value.map((given) => ({ field: path, op, value: given }));
  });
};

const allPaths = [...Object.keys(FIELDS), ...OWN];
/** Without the fields that queues cannot read. */
const queuePaths = allPaths.filter((path) => refusedInQueues(path) === undefined);

const conditionOver = (paths: readonly string[]): fc.Arbitrary<Condition> =>
  fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 3, arbitrary: fc.constantFrom(...paths).chain(leafOn) },
      { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 3 }).map((all) => ({ all })) },
      { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 3 }).map((any) => ({ any })) },
      { weight: 1, arbitrary: tie('node').map((not) => ({ not })) },
    ),
  })).node;

export const anyCondition = conditionOver(allPaths);
export const queueCondition = conditionOver(queuePaths);

const word = fc.constantFrom(...WORDS);
const orNull = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some, { nil: null });
const id = fc.constantFrom(...IDS);
const time = fc.constantFrom(...TIMES);
const own = fc.oneof(word, fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.constant(null), fc.array(word, { maxLength: 2 }), fc.record({ er: word }));
const customFields = fc.dictionary(fc.constantFrom('tier', 'city', 'deep', 'list', 'other'), own, { maxKeys: 4 });
const lastMessage = fc.record({ number: fc.integer({ min: 0, max: 3 }), kind: fc.constantFrom('customer', 'reply', 'note'), text: word, createdAt: time });

/** Some of a ticket's fields; a change of a ticket is the same. */
export const ticketChange: fc.Arbitrary<Partial<Ticket>> = fc.record(
  {
    status: fc.constantFrom<Ticket['status']>('created', 'working', 'pending', 'solved', 'followup'),
    priority: fc.constantFrom<Ticket['priority']>('low', 'normal', 'high', 'urgent'),
    origin: fc.record({ id, channel: fc.constantFrom<Ticket['origin']['channel']>('api', 'mail', 'whatsapp') }),
    author: fc.record({ id, name: orNull(word), handle: orNull(word) }),
    owner: fc.record({ agentId: orNull(id), teamId: orNull(id) }),
    tags: fc.array(word, { maxLength: 3 }),
    topic: orNull(word),
    customFields,
    sentiment: orNull(word),
    starRating: orNull(fc.integer({ min: 0, max: 3 })),
    automatic: fc.boolean(),
    visibleMessageCount: fc.integer({ min: 0, max: 3 }),
    lastMessage: orNull(lastMessage),
    updatedAt: time,
    waitingSince: orNull(time),
    deadlines: fc.record({ closure: time, followup: time }, { requiredKeys: [] }),
    version: fc.integer({ min: 0, max: 3 }),
  },
  { requiredKeys: [] },
);
export const anyTicket: fc.Arbitrary<Ticket> = ticketChange.map((change) => ticketOf(1, 1, change));

const attachment = fc.record({ id, name: orNull(word), type: word, size: fc.integer({ min: 0, max: 3 }) });
/** A message at hand, as rules on `message.received` see it. */
export const anyMessage = fc
  .record(
    {
      number: fc.integer({ min: 0, max: 3 }),
      kind: fc.constantFrom('customer', 'reply', 'note'),
      author: fc.record({ id, name: orNull(word), handle: orNull(word) }),
      html: orNull(word),
      subject: orNull(word),
      to: fc.array(word, { maxLength: 2 }),
      cc: fc.array(word, { maxLength: 2 }),
      attachments: fc.array(attachment, { maxLength: 2 }),
      surface: fc.constantFrom('dm', 'mail'),
      inReplyTo: orNull(fc.integer({ min: 0, max: 3 })),
      createdAt: time,
      hidden: fc.boolean(),
      delivery: orNull(fc.record({ state: fc.constantFrom('sent', 'failed'), error: orNull(fc.record({ code: word, message: word })) })),
    },
    { requiredKeys: [] },
  )
  .chain((message) => orNull(word).map((text) => ({ ...message, text })));
