import type { Role } from '../context.ts';
import type { Table } from '../table/port.ts';
import { digitsOf, indexedWord, mobilePk, wordPk, wordsOfName } from './people-index.ts';
import { emailKey, foldEmail, type Person, personOf, profileKey } from './person.ts';

/** Whom to look for. Everything given must match. */
export interface PeopleQuery {
  /** Beginnings of words of the name. */
  readonly q?: string | undefined;
  readonly email?: string | undefined;
  readonly mobileNumber?: string | undefined;
}

/** As the API shows people who can be added to a group. */
export interface FoundPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Users see the address and the number of others only if they looked for them. */
  readonly email: string | null;
  readonly mobileNumber: string | null;
}

/** A colleague, as the directory of the configuration has them. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
}

/** Where a page ends: at a colleague, or at a row of the index. */
export type PeoplePosition = { readonly colleague: number } | { readonly row: string };

export interface PeoplePage {
  readonly after: PeoplePosition | null;
  readonly limit: number;
}

interface Deps {
  readonly table: Table;
  /** Sorted by name. */
  readonly colleagues: readonly Colleague[];
}

/** People with one number; no family is larger. */
const SHARING = 100;

const matcher = ({ q, email, mobileNumber }: PeopleQuery): ((person: Person) => boolean) => {
  const words = q === undefined ? [] : wordsOfName(q);
  return (person) => {
    const own = words.length === 0 ? [] : wordsOfName(person.name);
    return (
      words.every((word) => own.some((one) => one.startsWith(word))) &&
      (email === undefined || foldEmail(person.email) === foldEmail(email)) &&
      (mobileNumber === undefined || (person.mobileNumber !== null && digitsOf(person.mobileNumber) === digitsOf(mobileNumber)))
    );
  };
};

const profiles = async (table: Table, tenantId: string, ids: readonly string[]): Promise<(Person | undefined)[]> =>
  (
    await table.get(
      ids.map((id) => profileKey(tenantId, id)),
      { consistent: true },
    )
  ).map((item) => item && personOf(item));

/** Name and kind of each person of the tenant among these ids. Unknown ids are missing. */
export const peopleOf = async (
  table: Table,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly kind: Person['kind'] }>> =>
  new Map((await profiles(table, tenantId, ids)).flatMap((person) => (person ? [[person.id, { name: person.name, kind: person.kind }] as const] : [])));

/** The name of each person of the tenant among these ids. Unknown ids are missing. Eventually consistent: half the price. */
export const namesOf = async (table: Table, tenantId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const items = await table.get(ids.map((id) => profileKey(tenantId, id)));
  return new Map(items.flatMap((item) => (item ? [[String(item['id']), String(item['name'])] as const] : [])));
};

/**
 * People of the tenant: by address or number exactly, or by the beginnings of the words of their names. Colleagues first, then users in the order of their words. A page may be shorter than
 * its limit before the end. @throws TableUnavailable
 */
export const findPeople = async (
  deps: Deps,
  tenantId: string,
  query: PeopleQuery,
  { after, limit }: PeoplePage,
): Promise<{ readonly people: readonly Person[]; readonly next: PeoplePosition | null }> => {
  const { table } = deps;
  const matches = matcher(query);
  if (query.email !== undefined || query.mobileNumber !== undefined) {
    const ids = query.email === undefined ? await byNumber(table, tenantId, query.mobileNumber ?? '') : await byAddress(table, tenantId, query.email);
    const found = await profiles(table, tenantId, ids);
    return { people: found.filter((person) => person !== undefined).filter(matches), next: null };
  }
  const words = wordsOfName(query.q ?? '');
  const [word] = words.toSorted((a, b) => b.length - a.length);
  if (word === undefined) return { people: [], next: null };
  const people: Person[] = [];
  if (after === null || 'colleague' in after) {
    const mine = deps.colleagues.map(({ id, name }, index) => ({ id, index, own: wordsOfName(name) }));
    const left = mine.filter(({ index, own }) => index > (after?.colleague ?? -1) && words.every((one) => own.some((part) => part.startsWith(one))));
    const shown = left.filter((_, index) => index < limit);
    people.push(
      ...(
        await profiles(
          table,
          tenantId,
          shown.map(({ id }) => id),
        )
      ).filter((person) => person !== undefined),
    );
    const last = shown.at(-1);
    if (last && left.length >= limit) return { people, next: { colleague: last.index } };
  }
  const rows = await rowsOf(table, tenantId, word, after && 'row' in after ? after.row : null, limit - people.length);
  const found = await profiles(
    table,
    tenantId,
    rows.items.map(({ id }) => id),
  );
  rows.items.forEach((row, index) => {
    const person = found[index];
    // Of several words with the same beginning, the first one shows the person.
    if (person && matches(person) && firstWord(person, word) === row.word) people.push(person);
  });
  return { people, next: rows.next };
};

const firstWord = ({ name }: Person, beginning: string): string | undefined =>
  wordsOfName(name)
    .map(indexedWord)
    .filter((word) => word.startsWith(indexedWord(beginning)))
    .sort((a, b) => (a < b ? -1 : 1))[0];

const byAddress = async (table: Table, tenantId: string, email: string): Promise<string[]> => {
  const [item] = await table.get([emailKey(tenantId, email)], { consistent: true });
  return item ? [String(item['personId'])] : [];
};

const byNumber = async (table: Table, tenantId: string, mobileNumber: string): Promise<string[]> => {
  const { items } = await table.query({ pk: mobilePk(tenantId, mobileNumber), limit: SHARING, consistent: true });
  return items.map(({ sk }) => sk);
};

interface Row {
  readonly word: string;
  readonly id: string;
}

const rowsOf = async (
  table: Table,
  tenantId: string,
  word: string,
  after: string | null,
  limit: number,
): Promise<{ readonly items: readonly Row[]; readonly next: PeoplePosition | null }> => {
  const pk = wordPk(tenantId, word);
  const beginsWith = indexedWord(word);
  const { items, next } = await table.query({ pk, beginsWith, limit, consistent: true, ...(after === null ? {} : { after: { pk, sk: after } }) });
  const last = items.at(-1);
  return {
    items: items.map(({ sk }) => {
      const [own = '', id = ''] = sk.split('#');
      return { word: own, id };
    }),
    next: next === null || !last ? null : { row: last.sk },
  };
};

/** What the caller may see of a person. */
export const presentFound = ({ id, name, role, email, mobileNumber }: Person, asked: PeopleQuery, callerRole: Role): FoundPerson => {
  const seesAll = callerRole !== 'user';
  return {
    id,
    name,
    role,
    email: seesAll || asked.email !== undefined ? email : null,
    mobileNumber: seesAll || asked.mobileNumber !== undefined ? mobileNumber : null,
  };
};
