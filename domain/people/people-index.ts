import type { Item, Key, Write } from '../table/port.ts';
import { fold } from '../text/fold.ts';
import { cut } from '../text/well-formed.ts';
import type { Person } from './person.ts';

/** Words of a name that find its person: further ones are not indexed. */
const WORDS = 6;
/** Characters of a word in a key of the table. */
const WORD = 60;

/** The folded words of a name or a query, each once. */
export const wordsOfName = (text: string): string[] => {
  const words = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return [...new Set(words)];
};

/** A telephone number as it is compared: its digits. */
export const digitsOf = (mobileNumber: string): string => mobileNumber.replace(/\D+/g, '');

/** The words that begin with the same character are a partition. */
export const wordPk = (tenantId: string, word: string): string => `T#${tenantId}#UN#${Array.from(word)[0] ?? ''}`;
export const indexedWord = (word: string): string => cut(word, WORD);
const wordKey = (tenantId: string, word: string, personId: string): Key => ({ pk: wordPk(tenantId, word), sk: `${indexedWord(word)}#${personId}` });

/** The people with a number: several may share it. */
export const mobilePk = (tenantId: string, mobileNumber: string): string => `T#${tenantId}#UM#${digitsOf(mobileNumber)}`;

/** The rows by which a user is found, besides the address: words of the name, and the mobile number. Agents are found in the directory. */
export const indexWrites = (tenantId: string, { id, name, mobileNumber }: Pick<Person, 'id' | 'name' | 'mobileNumber'>): Write[] => {
  const rows: Item[] = wordsOfName(name)
    .filter((_, index) => index < WORDS)
    .map((word) => ({ ...wordKey(tenantId, word, id) }));
  if (mobileNumber !== null && digitsOf(mobileNumber) !== '') rows.push({ pk: mobilePk(tenantId, mobileNumber), sk: id });
  return rows.map((item) => ({ op: 'put', item }));
};
