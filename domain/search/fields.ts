import { type FieldRows, TICKET_FIELDS } from '../automation/ticket-fields.ts';
import type { ValueType } from '../vocabulary/value-type.ts';

/** What search makes of the rows of ticket fields: the document of a ticket, the columns that engines filter by, and the texts that words are found in. */

/** A column of the embedded engine, and a field of the index. */
export interface SearchColumn {
  readonly name: string;
  readonly isNumber: boolean;
  /** Kept as JSON where an engine has no lists. */
  readonly isList: boolean;
}

interface Source {
  readonly name: string;
  readonly field: string;
  /** Undefined: the field itself. */
  readonly member: string | undefined;
}

const sourcesOf = (rows: FieldRows, of: 'columns' | 'words'): Source[] =>
  Object.entries(rows).flatMap(([field, { search }]) =>
    Object.entries(search?.[of] ?? {}).map(([name, member]) => ({ name, field, member: member === '' ? undefined : member })),
  );

export const searchColumns = (rows: FieldRows): SearchColumn[] =>
  sourcesOf(rows, 'columns').map(({ name, field, member }) => {
    const type = rows[field]?.type;
    const { kind } = (member === undefined ? type : type?.members?.[member]) ?? { kind: 'text' };
    return { name, isNumber: kind === 'integer', isList: kind === 'list' };
  });

/** A column that lists and search take as `?name=`. */
export interface FilterColumn {
  readonly name: string;
  readonly type: ValueType;
  /** Of texts: the longest value that a ticket can have, in characters. */
  readonly longest: number;
  /** For the API's document. */
  readonly says: string;
  valueOf(ticket: object): unknown;
}

const LONGEST_FILTER = 200;

export const filterColumns = (rows: FieldRows): FilterColumn[] =>
  sourcesOf(rows, 'columns').flatMap(({ name, field, member }) => {
    const row = rows[field];
    const type = member === undefined ? row?.type : row?.type.members?.[member];
    if (!row?.search?.filters?.includes(name) || !type) return [];
    const says = (member === undefined ? undefined : row.saysOf?.[member]) ?? row.says;
    return [{ name, type, longest: row.set?.longest ?? LONGEST_FILTER, says, valueOf: (ticket) => valueIn(ticket, field, member) }];
  });

type Values = Readonly<Record<string, unknown>>;

const valueIn = (ticket: object, field: string, member: string | undefined): unknown => {
  const value = (ticket as Values)[field];
  return member === undefined ? value : (value as Values)[member];
};

/** The fields of a ticket's document. */
export const documentFields = (rows: FieldRows): ((ticket: object) => Record<string, unknown>) => {
  const sources = [...sourcesOf(rows, 'columns'), ...sourcesOf(rows, 'words')];
  return (ticket) => {
    const fields: Record<string, unknown> = {};
    for (const { name, field, member } of sources) fields[name] = valueIn(ticket, field, member);
    return fields;
  };
};

/** Texts in the order in which they are quoted: single ones first, then those of lists. One that stands there already is not repeated beside it. */
export const documentTexts = (rows: FieldRows): ((fields: object) => string[]) => {
  const sources = sourcesOf(rows, 'words');
  const isList = ({ field }: Source): boolean => rows[field]?.type.kind === 'list';
  const single = sources.filter((source) => !isList(source));
  const lists = sources.filter(isList);
  return (fields) => {
    const values = fields as Values;
    const texts = single.flatMap(({ name, field }, at) => {
      const value = values[name];
      const isTold = single.some((other, index) => index < at && other.field === field && values[other.name] === value);
      return typeof value === 'string' && !isTold ? [value] : [];
    });
    return [...texts, ...lists.flatMap(({ name }) => values[name] as readonly string[])];
  };
};

export const FILTER_COLUMNS: readonly FilterColumn[] = filterColumns(TICKET_FIELDS);
export const SEARCH_COLUMNS: readonly SearchColumn[] = searchColumns(TICKET_FIELDS);
export const fieldsOfTicket = documentFields(TICKET_FIELDS);
export const textsOfTicket = documentTexts(TICKET_FIELDS);
