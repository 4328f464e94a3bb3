import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Bodies of all dead-letter queues of a hub on this machine; topic records inside them are decoded. */
export const deadLetters = (home: string): string[] => {
  const database = new DatabaseSync(join(home, 'data', 'queues.db'), { readOnly: true });
  try {
    const rows = database.prepare("SELECT body FROM messages WHERE queue IN (SELECT id FROM queues WHERE name LIKE '%DeadLetters%')").all();
    return rows.map((row) => String(row['body'])).map((body) => `${body}\n${decoded(body)}`);
  } finally {
    database.close();
  }
};

/** What stands in base64 in a letter: the record's own bytes. */
const decoded = (body: string): string => {
  const texts: string[] = [];
  JSON.parse(body, (name, value: unknown) => {
    if (name === 'value' && typeof value === 'string') texts.push(Buffer.from(value, 'base64').toString('latin1'));
    return value;
  });
  return texts.join('\n');
};

/** What webhooks kept raw, as Latin-1: lists of elements with their reasons, and mails as they came. Claim checks and bodies are left out. */
export const keptRaw = (home: string): string[] => {
  const root = join(home, 'data', 'objects');
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .filter((text) => /^\S+ *(?:\{"account":|From: )/.test(text));
};
