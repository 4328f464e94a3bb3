import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Leaf } from './groups.ts';

export type Operator = Leaf['op'];
export type FieldType = 'text' | 'list' | 'number' | 'time' | 'choice' | 'rank' | 'any';

export interface ConditionField {
  readonly path: string;
  readonly name: MessageDescriptor;
  readonly type: FieldType;
  /** Where the values come from: words of the API, or the directory's ids. */
  readonly values?: 'status' | 'priority' | 'channel' | 'agents' | 'teams' | 'origins' | 'surface';
  /** Only of the message that is arriving: queues cannot read it. */
  readonly rulesOnly?: true;
}

/** What people choose from. A test compares them with the hub's own table; any other path of the API stays as it was saved. */
export const FIELDS: readonly ConditionField[] = [
  { path: 'origin.channel', name: msg`Channel`, type: 'choice', values: 'channel' },
  { path: 'origin.id', name: msg`Connected place`, type: 'text', values: 'origins' },
  { path: 'status', name: msg`Status`, type: 'choice', values: 'status' },
  { path: 'priority', name: msg`Priority`, type: 'rank', values: 'priority' },
  { path: 'tags', name: msg`Tags`, type: 'list' },
  { path: 'topic', name: msg`Topic`, type: 'text' },
  { path: 'language', name: msg`Language`, type: 'text' },
  { path: 'sentiment', name: msg`Sentiment`, type: 'text' },
  { path: 'owner.agentId', name: msg`Owner`, type: 'text', values: 'agents' },
  { path: 'owner.teamId', name: msg`Team`, type: 'text', values: 'teams' },
  { path: 'author.name', name: msg`Customer’s name`, type: 'text' },
  { path: 'author.handle', name: msg`Customer’s handle`, type: 'text' },
  { path: 'author.id', name: msg`Customer’s ID`, type: 'text' },
  { path: 'lastMessage.text', name: msg`Newest message`, type: 'text' },
  { path: 'createdAt', name: msg`Created at`, type: 'time' },
  { path: 'waitingSince', name: msg`Waiting since`, type: 'time' },
  { path: 'message.text', name: msg`Text of the message`, type: 'text' },
  { path: 'message.subject', name: msg`Subject of the message`, type: 'text', rulesOnly: true },
  { path: 'message.surface', name: msg`Kind of place`, type: 'choice', values: 'surface', rulesOnly: true },
  { path: 'message.starRating', name: msg`Stars of the review`, type: 'number', rulesOnly: true },
  { path: 'message.to', name: msg`Recipients`, type: 'list', rulesOnly: true },
];

/** `customFields.` and the name that the business chose. */
export const CUSTOM = 'customFields.';

export const SURFACES = ['dm', 'comment', 'review', 'mail', 'chat'] as const;

const EQUALITY: readonly Operator[] = ['eq', 'ne', 'in', 'nin', 'exists'];
const ORDER: readonly Operator[] = ['gt', 'gte', 'lt', 'lte'];
const BY_TYPE: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: [...EQUALITY, 'contains', 'matches'],
  list: ['contains', 'eq', 'ne', 'in', 'nin', 'exists', 'matches'],
  number: [...EQUALITY, ...ORDER],
  time: [...EQUALITY, ...ORDER],
  choice: EQUALITY,
  rank: [...EQUALITY, ...ORDER],
  any: [...EQUALITY, ...ORDER, 'contains', 'matches'],
};

/** A path that the table does not have is one of the API's: everything may fit. */
export const fieldOf = (path: string): ConditionField | undefined => FIELDS.find((field) => field.path === path);
export const operatorsFor = (path: string): readonly Operator[] => BY_TYPE[fieldOf(path)?.type ?? 'any'];

/** What a newly chosen field begins with. */
export function leafFor(path: string): Leaf {
  const [op = 'eq'] = operatorsFor(path);
  return { field: path, op, value: '' };
}

/** What was typed, as the API compares it. What is no number stays as typed: the hub says what is wrong with it. */
export function valueOf(path: string, op: Operator, text: string): NonNullable<Leaf['value']> {
  const one = (part: string): string | number => {
    const isNumber = fieldOf(path)?.type === 'number' || (path.startsWith(CUSTOM) && /^-?\d+(\.\d+)?$/.test(part));
    return isNumber && part !== '' && !Number.isNaN(Number(part)) ? Number(part) : part;
  };
  if (op !== 'in' && op !== 'nin') return one(text.trim());
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(one);
}

export const textOf = (value: Leaf['value']): string =>
  Array.isArray(value) ? value.join(', ') : value === undefined ? '' : `${value as string | number | boolean}`;
