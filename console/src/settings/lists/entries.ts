import type { EnrichmentEntry, EnrichmentList } from '../../../../client/api.ts';

/** What is looked up, and how. Tests compare both with the hub's own. */
export const LIST_KEYS = ['author.handle', 'author.id', 'author.email', 'message.text'] as const;
export const LIST_MATCHES = ['exact', 'domain', 'contains'] as const;

type Fields = NonNullable<EnrichmentEntry['set']['customFields']>;
type FieldValue = Fields[string];

/** An entry as the form has it: lists and custom fields are text. */
export interface EntryForm {
  readonly value: string;
  /** `''`: it sets none. */
  readonly priority: string;
  readonly agentId: string;
  readonly teamId: string;
  readonly tags: string;
  readonly topic: string;
  readonly language: string;
  readonly sentiment: string;
  readonly fields: string;
}

export const EMPTY_ENTRY: EntryForm = { value: '', priority: '', agentId: '', teamId: '', tags: '', topic: '', language: '', sentiment: '', fields: '' };

/** Text that JSON reads as something else than a text, or that begins as a quoted text does. */
const needsQuotes = (text: string): boolean => text !== text.trim() || /^(?:-?\d|true$|false$|null$|")/.test(text) || /[\r\n]/.test(text);
const shownValue = (value: FieldValue): string => (typeof value === 'string' && !needsQuotes(value) ? value : JSON.stringify(value));

/** Numbers, yes, no and nothing are written as in JSON; all else is a text. */
function readValue(text: string): FieldValue {
  if (!/^(?:-?\d|true$|false$|null$|")/.test(text)) return text;
  try {
    return JSON.parse(text) as FieldValue;
  } catch {
    return text;
  }
}

function readName(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}

/** One custom field a line: `tier: gold`. A name with a colon cannot be written so, and keeps its place in quotes. */
export const fieldsText = (fields: Fields | undefined): string =>
  Object.entries(fields ?? {})
    .map(([name, value]) => `${/[:"\r\n]/.test(name) || name !== name.trim() ? JSON.stringify(name) : name}: ${shownValue(value)}`)
    .join('\n');

export function fieldsOf(text: string): Record<string, FieldValue> {
  const found: [string, FieldValue][] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [, quoted, plain = '', value = ''] = /^(?:("(?:[^"\\]|\\.)*")|([^:]*))\s*(?::\s*(.*))?$/s.exec(line) ?? [undefined, undefined, line, ''];
    found.push([quoted === undefined ? plain.trim() : readName(quoted), readValue(value.trim())]);
  }
  return Object.fromEntries(found);
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

export const formOf = ({ value, set }: EnrichmentEntry): EntryForm => ({
  value,
  priority: set.priority ?? '',
  agentId: set.owner?.agentId ?? '',
  teamId: set.owner?.teamId ?? '',
  tags: (set.tags ?? []).join(', '),
  topic: set.topic ?? '',
  language: set.language ?? '',
  sentiment: set.sentiment ?? '',
  fields: fieldsText(set.customFields),
});

/** The entry without what is empty. */
export function entryOf(form: EntryForm): EnrichmentEntry {
  const { value, priority, agentId, teamId, topic, language, sentiment } = form;
  const tags = listOf(form.tags);
  const customFields = fieldsOf(form.fields);
  const owner = { ...(agentId === '' ? {} : { agentId }), ...(teamId === '' ? {} : { teamId }) };
  const texts = Object.fromEntries(Object.entries({ topic, language, sentiment }).filter(([, text]) => text.trim() !== ''));
  return {
    value: value.trim(),
    set: {
      ...(priority === '' ? {} : { priority: priority as NonNullable<EnrichmentEntry['set']['priority']> }),
      ...(Object.keys(owner).length === 0 ? {} : { owner }),
      ...(tags.length === 0 ? {} : { tags }),
      ...texts,
      ...(Object.keys(customFields).length === 0 ? {} : { customFields }),
    },
  };
}

type Entries = readonly EnrichmentEntry[];
const isSame = (one: EnrichmentEntry, other: EnrichmentEntry): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Replaces one entry of the list as the hub has it now, which somebody else may have changed meanwhile: `before` undefined adds one, `after` undefined removes it.
 * Undefined: the entry is not there any more.
 */
export function changedEntries(entries: Entries, before: EnrichmentEntry | undefined, after: EnrichmentEntry | undefined): Entries | undefined {
  if (before === undefined) return after === undefined ? entries : [...entries, after];
  const at = entries.findIndex((one) => isSame(one, before));
  if (at === -1) return undefined;
  return after === undefined ? entries.toSpliced(at, 1) : entries.with(at, after);
}

/** Entries whose value has these words, as far as a screen shows them. */
export function foundEntries(entries: Entries, words: string, most: number): { readonly shown: Entries; readonly more: number } {
  const wanted = words.trim().toLowerCase();
  const found = wanted === '' ? entries : entries.filter(({ value }) => value.toLowerCase().includes(wanted));
  return { shown: found.slice(0, most), more: Math.max(0, found.length - most) };
}

/** What the API takes in one request; a longer list is changed by a file. */
export const MOST_BY_HAND = 20_000;
export const MOST_FILE_BYTES = 26_214_400;

export type FileFault = 'empty' | 'large' | 'type';
export type FileType = 'text/csv' | 'application/json';

/** What a file is, by its name: browsers disagree about the type of CSV. Or why it cannot be uploaded, before it is. */
export function listFile({ name, size }: { readonly name: string; readonly size: number }): { readonly type: FileType } | { readonly fault: FileFault } {
  const [ending = ''] = /\.[^.]+$/.exec(name.toLowerCase()) ?? [];
  if (ending !== '.csv' && ending !== '.json') return { fault: 'type' };
  if (size === 0) return { fault: 'empty' };
  if (size > MOST_FILE_BYTES) return { fault: 'large' };
  return { type: ending === '.csv' ? 'text/csv' : 'application/json' };
}

/** What came of an upload. */
export interface UploadResult {
  readonly read: number;
  readonly kept: number;
  readonly bad: number;
  readonly errorsUrl?: string;
}

export const isLong = ({ size, entries }: EnrichmentList): boolean => entries === undefined || size > MOST_BY_HAND;
