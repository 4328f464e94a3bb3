import { TAG, TAGS, TOPIC } from '../limits.ts';
import { CHANNELS } from '../origins/channels.ts';
import { MESSAGE_KINDS } from '../vocabulary/message-words.ts';
import { PRIORITIES, STATUSES } from '../vocabulary/ticket-words.ts';
import { flag, free, id, integer, listOf, type Of, objectOf, oneOf, openEnum, orNull, ranked, text, time, type ValueType } from '../vocabulary/value-type.ts';

/** Who may set a field: people and integrations by PATCH, actions of rules, enrichment lists, events of topics. */
export type Setter = 'api' | 'rules' | 'lists' | 'topics';

/** How a field is set. */
export interface Setting {
  readonly by: readonly Setter[];
  /** The state machine decides, or the field has rules of its own in `patch-ticket.ts` and `effects.ts`. Missing: PATCH replaces the value. */
  readonly own?: true;
  /** The description for PATCH, if it differs. */
  readonly says?: string;
  /** Of a text, or of a list's elements. */
  readonly longest?: number;
  /** Elements of a list. */
  readonly most?: number;
  /** The values that rules may set, if not all. */
  readonly byRules?: readonly string[];
}

/** How search indexes the field. Each name is a member of the field; `''` is the field itself. */
export interface Searching {
  /** For filters; columns of the embedded engine and of the index. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Of these columns, those that lists and search take as `?{column}=`, exactly as the ticket has the value. */
  readonly filters?: readonly string[];
  /** Its texts are found by their words. */
  readonly words?: Readonly<Record<string, string>>;
}

/** One field of a ticket. All code that handles ticket fields derives from these rows; see docs/queues-and-rules.md. */
export interface FieldRow<T = unknown> {
  readonly type: ValueType<T>;
  /** For the API's document, for members too. */
  readonly says: string;
  readonly saysOf?: Readonly<Record<string, string>>;
  /** The value in a new ticket. Null, false and empty values are omitted from the item. Missing: `TicketDraft.open` sets it. */
  readonly initial?: NoInfer<T>;
  /** The thread's head stores it, so the ticket does not repeat it. */
  readonly inHead?: true;
  /** Another name of a field or of a member, `threadId` or `deadlines.closure`, under which the value is stored. */
  readonly same?: string;
  /** The initial value is omitted from the item even if it is a number. Only for fields that no item of an earlier release has. */
  readonly sparse?: true;
  /** A change raises the public version, and the audit trail records it. */
  readonly versioned?: true;
  /** The audit trail records a change, but the public version stays. */
  readonly logged?: true;
  readonly set?: Setting;
  readonly search?: Searching;
}
export type FieldRows = Readonly<Record<string, FieldRow>>;

const row = <T, const R extends Omit<FieldRow<T>, 'type'>>(type: ValueType<T>, rest: R): R & { readonly type: ValueType<T> } => ({ ...rest, type });

const EVERYBODY = ['api', 'rules', 'lists', 'topics'] as const;

/** In the order in which the API shows them. */
export const TICKET_FIELDS = {
  id: row(id, { says: 'The id. It is opaque: store it and compare it, but do not parse it.', inHead: true }),
  sequence: row(integer, {
    says: 'The number that people use, such as 38 for “#38”. It counts up within the tenant.',
    search: { columns: { sequence: '' } },
  }),
  status: row(oneOf(STATUSES), {
    says: 'The status of the ticket. The state machine decides which changes are possible.',
    initial: 'created',
    versioned: true,
    set: {
      by: ['api', 'rules', 'topics'],
      own: true,
      says: 'The new status. One that the state machine does not allow is a 409.',
      // No ticket becomes `created` again. `followup` needs minutes, which the action `set` has.
      byRules: ['working', 'pending', 'followup', 'solved', 'closed'],
    },
    search: { columns: { status: '' } },
  }),
  priority: row(ranked(PRIORITIES), {
    says: 'How urgent the ticket is.',
    initial: 'normal',
    versioned: true,
    set: { by: EVERYBODY },
    search: { columns: { priority: '' }, filters: ['priority'] },
  }),
  origin: row(objectOf({ id, channel: oneOf(CHANNELS) }), {
    says: 'The connected account on which the ticket arrived.',
    saysOf: { id: 'Id of the origin.', channel: 'The channel of the origin.' },
    inHead: true,
    search: { columns: { originId: 'id', channel: 'channel' }, filters: ['channel'] },
  }),
  author: row(objectOf({ id: text, name: orNull(text), handle: orNull(text) }), {
    says: 'The customer.',
    saysOf: {
      id: 'Id of the customer on this origin.',
      name: 'The name from the provider, or null.',
      handle: 'The address, number or user name, or null.',
    },
    inHead: true,
    search: { words: { authorName: 'name', authorHandle: 'handle', authorId: 'id' } },
  }),
  threadId: row(id, { says: 'Id of the thread: everything that this customer writes on this origin.', inHead: true }),
  conversationId: row(id, { says: 'The conversation id in frames of the WebSocket. It is the thread.', same: 'threadId' }),
  owner: row(objectOf({ agentId: orNull(id), teamId: orNull(id) }), {
    says: 'Who is responsible: an agent, a team, or both.',
    saysOf: { agentId: 'Id of the agent who owns the ticket, or null.', teamId: 'Id of the team that owns the ticket, or null.' },
    initial: { agentId: null, teamId: null },
    versioned: true,
    set: { by: EVERYBODY, own: true },
    search: { columns: { agentId: 'agentId', teamId: 'teamId' } },
  }),
  queueIds: row(listOf(id), { says: 'Ids of the queues that the ticket is in.', initial: [], search: { columns: { queueIds: '' } } }),
  tags: row(listOf(text), {
    says: 'Words that people, rules and lists put on the ticket.',
    initial: [],
    versioned: true,
    set: { by: EVERYBODY, says: 'All tags: the list replaces the previous one.', longest: TAG, most: TAGS },
    search: { columns: { tags: '' }, words: { tags: '' } },
  }),
  topic: row(orNull(text), {
    says: 'What the ticket is about, or null.',
    initial: null,
    versioned: true,
    set: { by: EVERYBODY, says: 'What the ticket is about; null removes it.', longest: TOPIC },
    search: { words: { topic: '' } },
  }),
  customFields: row(free, {
    says: 'Fields of the business, by name.',
    initial: {},
    versioned: true,
    set: { by: EVERYBODY, says: 'All custom fields: they replace the previous ones.' },
  }),
  sentiment: row(orNull(text), {
    says: 'The customer’s sentiment in the newest message, as the AI toolbox, an integration, a rule or a list says, or null.',
    initial: null,
    logged: true,
    set: { by: ['rules', 'lists'], longest: 200 },
    search: { columns: { sentiment: '' }, filters: ['sentiment'] },
  }),
  language: row(orNull(text), {
    says: 'The language of the customer’s newest message as a tag such as `de` or `pt-BR`, as the AI toolbox, an integration, a rule or a list says, or null.',
    initial: null,
    logged: true,
    set: { by: ['rules', 'lists', 'topics'], longest: 35 },
    search: { columns: { language: '' }, filters: ['language'] },
  }),
  starRating: row(orNull(integer), { says: 'Stars of the newest review, 1 to 5, or null.', initial: null }),
  rating: row(orNull(objectOf({ stars: integer, comment: orNull(text), createdAt: time })), {
    says: 'How the visitor of a live chat has rated it after its end, or null.',
    saysOf: { stars: 'Stars, 1 to 5.', comment: 'What the visitor has added, or null.', createdAt: 'When the chat was first rated, ISO 8601 in UTC.' },
    initial: null,
    logged: true,
  }),
  automatic: row(flag, { says: 'A machine opened it (a form, a shop, an alert): nothing answers it automatically.', initial: false }),
  visibleMessageCount: row(integer, { says: 'Messages of the ticket that are not hidden.', initial: 0 }),
  lastMessage: row(orNull(objectOf({ number: integer, kind: openEnum(MESSAGE_KINDS), text, createdAt: time })), {
    says: 'The newest visible message, or null.',
    saysOf: {
      number: 'Its number in the conversation.',
      kind: 'Its kind, as in a message.',
      text: 'The first 200 characters of its text.',
      createdAt: 'When it was written, ISO 8601 in UTC.',
    },
    initial: null,
  }),
  createdAt: row(time, { says: 'When the ticket was opened, ISO 8601 in UTC.', search: { columns: { createdAt: '' } } }),
  updatedAt: row(time, { says: 'When the ticket last changed or got a visible message.', search: { columns: { updatedAt: '' } } }),
  escalations: row(orNull(objectOf({ open: integer, overdue: integer, dueAt: orNull(time), teamIds: listOf(id) })), {
    says: 'The open escalations of the ticket, or null when there are none.',
    saysOf: {
      open: 'How many are open.',
      overdue: 'How many of them have passed their due time.',
      dueAt: 'The earliest due time of those that are not overdue, or null.',
      teamIds: 'Ids of the teams that are asked.',
    },
    initial: null,
  }),
  waitingSince: row(orNull(time), {
    says: 'Since when the customer waits for an answer, or null.',
    initial: null,
    search: { columns: { waitingSince: '' } },
  }),
  firstReplyAt: row(orNull(time), { says: 'When an agent first replied to a message of the customer, or null.', initial: null }),
  firstReplySeconds: row(orNull(integer), { says: 'The first response time: seconds from `createdAt` to `firstReplyAt`, or null.', initial: null }),
  lastReplyAt: row(orNull(time), { says: 'When an agent last replied, or null.', initial: null }),
  resolvedAt: row(orNull(time), {
    says: 'When the ticket was last solved, or closed without being solved first. Null while it is open, and again when it is reopened.',
    initial: null,
  }),
  resolutionSeconds: row(orNull(integer), { says: 'The resolution time: seconds from `createdAt` to `resolvedAt`, or null.', initial: null }),
  reopenCount: row(integer, { says: 'How often the ticket left `solved` for another status than `closed`.', initial: 0, sparse: true }),
  closesAt: row(orNull(time), { says: 'When the ticket will be closed by itself, or null.', same: 'deadlines.closure' }),
  followupAt: row(orNull(time), {
    says: 'When a ticket in `followup` returns to `working`, or null.',
    same: 'deadlines.followup',
    versioned: true,
    set: {
      by: ['api', 'topics'],
      own: true,
      says: 'When the ticket returns to `working`. Required with the status `followup`; it must be in the future.',
    },
  }),
  mergedInto: row(orNull(id), { says: 'The ticket that this one was merged into, or null. It has taken over the messages.', initial: null, versioned: true }),
  mergedIds: row(listOf(id), { says: 'Ids of the tickets that were merged into this one.', initial: [], versioned: true }),
  version: row(integer, { says: 'Rises with every change of status, owner, priority, tags, topic, fields or followup. Send it as `If-Match`.', initial: 1 }),
} as const satisfies FieldRows;

export type TicketFields = typeof TICKET_FIELDS;
export type FieldName = keyof TicketFields;
type Stored = { [N in FieldName]: TicketFields[N] extends { readonly same: string } ? never : N }[FieldName];

/** A ticket's public fields, as stored and evaluated. */
export type TicketValues = { readonly [N in Stored]: Of<TicketFields[N]['type']> };

type SetBy<S extends Setter> = {
  [N in FieldName]: TicketFields[N] extends { readonly set: { readonly by: readonly (infer B)[] } } ? (S extends B ? N : never) : never;
}[FieldName];
/** A part of an object is enough. */
type Given<T> = T extends readonly unknown[] ? T : T extends object ? (string extends keyof T ? T : { readonly [K in keyof T]?: T[K] | undefined }) : T;
/** The values that this setter may set. */
export type SettableBy<S extends Setter> = { readonly [N in SetBy<S>]?: Given<Of<TicketFields[N]['type']>> | undefined };

type Both<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;
/** Search stores texts as strings, also if the field has fixed values. */
type Wide<T> = T extends string ? string : T;
type PartOf<T, M> = M extends keyof T ? T[M] : T;
/** The names of one field in a search document, with their types. */
type Searched<N extends FieldName, Which extends 'columns' | 'words'> = TicketFields[N] extends { readonly search: { readonly [K in Which]: infer Names } }
  ? { readonly [K in keyof Names]: Wide<PartOf<Of<TicketFields[N]['type']>, Names[K]>> }
  : unknown;
/** The ticket's fields in a search document. */
export type TicketDocumentFields = Both<
  { [N in FieldName]: TicketFields[N] extends { readonly search: unknown } ? Searched<N, 'columns'> & Searched<N, 'words'> : never }[FieldName]
>;

/** The columns that lists and search filter by. */
export type FilterName = {
  [N in FieldName]: TicketFields[N] extends { readonly search: { readonly filters: readonly (infer F extends string)[] } } ? F : never;
}[FieldName];

/** The rows of fields that this one may set, by name. */
export const settableBy = (rows: FieldRows, setter: Setter): ReadonlyMap<string, FieldRow & { readonly set: Setting }> =>
  new Map(Object.entries(rows).flatMap(([name, { set, ...field }]) => (set?.by.includes(setter) ? [[name, { ...field, set }] as const] : [])));
