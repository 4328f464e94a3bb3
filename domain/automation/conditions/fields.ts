import { DELIVERY_STATES, MESSAGE_KINDS, SURFACES } from '../../vocabulary/message-words.ts';
import { text as textType, type ValueType } from '../../vocabulary/value-type.ts';
import { type FieldRows, TICKET_FIELDS } from '../ticket-fields.ts';
import type { Operator } from './condition.ts';

/** The fields of conditions: dotted paths of the public ticket (DESIGN §5) and of the current message. */
export interface Field {
  readonly type: 'text' | 'number' | 'time' | 'boolean' | 'object' | 'any';
  /** The value is a list; a leaf holds when one of its elements does. */
  readonly list?: true;
  /** The only values it can have. Ordered for priorities, so that `gt` means something. */
  readonly values?: readonly string[];
  readonly ordered?: true;
  /** An id: compared exactly, not as a word. */
  readonly exact?: true;
}

const text: Field = { type: 'text' };
const id: Field = { type: 'text', exact: true };
const texts: Field = { type: 'text', list: true };
const ids: Field = { type: 'text', list: true, exact: true };
const number: Field = { type: 'number' };
const time: Field = { type: 'time' };
const boolean: Field = { type: 'boolean' };
const object: Field = { type: 'object' };
const oneOf = (values: readonly string[]): Field => ({ type: 'text', values });

const person = (path: string): Record<string, Field> => ({ [path]: object, [`${path}.id`]: text, [`${path}.name`]: text, [`${path}.handle`]: text });

const TYPES = { text: 'text', integer: 'number', time: 'time', boolean: 'boolean', object: 'object', free: 'object' } as const;

const fieldOfType = ({ kind, values, ordered, exact, element }: ValueType): Field => {
  if (kind === 'list') return { ...fieldOfType(element ?? textType), list: true };
  return { type: TYPES[kind], ...(values ? { values } : {}), ...(ordered ? { ordered } : {}), ...(exact ? { exact } : {}) };
};

/** What conditions can test of a ticket: each field, and each member of an object. */
export const ticketPaths = (rows: FieldRows): Record<string, Field> =>
  Object.fromEntries(
    Object.entries(rows).flatMap(([name, { type }]): [string, Field][] => [
      [name, fieldOfType(type)],
      ...Object.entries(type.members ?? {}).map(([member, of]): [string, Field] => [`${name}.${member}`, fieldOfType(of)]),
    ]),
  );

export const FIELDS: Readonly<Record<string, Field>> = {
  ...ticketPaths(TICKET_FIELDS),
  message: object,
  'message.number': number,
  'message.kind': oneOf(MESSAGE_KINDS),
  ...person('message.author'),
  'message.text': text,
  'message.html': text,
  'message.subject': text,
  'message.to': texts,
  'message.cc': texts,
  'message.attachments': { type: 'object', list: true },
  'message.attachments.id': ids,
  'message.attachments.name': texts,
  'message.attachments.type': texts,
  'message.attachments.size': { type: 'number', list: true },
  'message.surface': oneOf(SURFACES),
  'message.inReplyTo': number,
  'message.permalink': text,
  'message.providerId': id,
  'message.starRating': number,
  'message.createdAt': time,
  'message.editedAt': time,
  'message.hidden': boolean,
  'message.shadowed': boolean,
  'message.deleted': boolean,
  'message.delivery': object,
  'message.delivery.state': oneOf(DELIVERY_STATES),
  'message.delivery.error': object,
  'message.delivery.error.code': text,
  'message.delivery.error.message': text,
};

const CUSTOM_FIELD = /^customFields(\.[\p{L}\p{N}_-]{1,64}){1,4}$/u;

/** Undefined if the path is not in the schema. The tenant chooses the names of custom fields. */
export const fieldOf = (path: string): Field | undefined =>
  Object.hasOwn(FIELDS, path) ? FIELDS[path] : CUSTOM_FIELD.test(path) ? { type: 'any' } : undefined;

const EQUALITY: readonly Operator[] = ['eq', 'ne', 'in', 'nin', 'exists'];
const ORDER: readonly Operator[] = ['gt', 'gte', 'lt', 'lte'];

const BY_TYPE: Readonly<Record<Field['type'], readonly Operator[]>> = {
  text: [...EQUALITY, 'contains', 'matches'],
  number: [...EQUALITY, ...ORDER],
  time: [...EQUALITY, ...ORDER],
  boolean: EQUALITY,
  object: ['exists'],
  any: [...EQUALITY, ...ORDER, 'contains', 'matches'],
};

export const operatorsOf = (field: Field): readonly Operator[] => (field.ordered ? [...EQUALITY, ...ORDER] : field.values ? EQUALITY : BY_TYPE[field.type]);
