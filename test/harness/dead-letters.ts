import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HEADER_BYTES } from '../../adapters/objects/embedded/store.ts';

/** Bodies of all dead-letter queues of a hub on this machine, those too long for a queue included; topic records inside them are decoded. */
export const deadLetters = (home: string): string[] => {
  const database = new DatabaseSync(join(home, 'data', 'queues.db'), { readOnly: true });
  try {
    const rows = database.prepare("SELECT body FROM messages WHERE queue IN (SELECT id FROM queues WHERE name LIKE '%DeadLetters%')").all();
    const letters = [...rows.map((row) => String(row['body'])), ...objectsOf(home).filter((text) => text.startsWith('{') && text.includes('"reason":'))];
    return letters.filter((text) => !text.startsWith('{"account":')).map((body) => `${body}\n${decoded(body)}`);
  } finally {
    database.close();
  }
};

/** The base64 part of a letter: the record's own bytes. */
const decoded = (body: string): string => {
  const texts: string[] = [];
  JSON.parse(body, (name, value: unknown) => {
    if (name === 'value' && typeof value === 'string') texts.push(Buffer.from(value, 'base64').toString('latin1'));
    return value;
  });
  return texts.join('\n');
};

/** The objects of the store, as Latin-1. */
const objectsOf = (home: string): string[] => {
  const root = join(home, 'data', 'objects');
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1').slice(HEADER_BYTES));
};

/** The elements that webhooks kept raw: lists of elements with their reasons, and mails as they came. Claim checks and bodies are left out. */
export const keptRaw = (home: string): string[] => objectsOf(home).filter((text) => /^(?:\{"account":|From: )/.test(text));
