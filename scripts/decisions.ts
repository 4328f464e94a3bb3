import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

/** The index of the decision records, generated from the records. `npm run decisions` writes docs/decisions/README.md. */
const FOLDER = fileURLToPath(new URL('../docs/decisions/', import.meta.url));
export const DECISIONS_INDEX = `${FOLDER}README.md`;

/** Records are numbered by subject: the first two digits. */
const SUBJECTS: readonly (readonly [string, string])[] = [
  ['00', 'Table and log'],
  ['01', 'API, people, files'],
  ['02', 'Functions and stacks'],
  ['03', 'AWS, operation, limits'],
  ['04', 'Hostile input and failures'],
  ['05', 'Embedded engines and libraries'],
  ['06', 'Structure of the domain'],
  ['07', 'Rules, agents and AI'],
  ['08', 'Channels, files, chat and more'],
  ['09', 'Console and widget'],
];

export interface Decision {
  readonly file: string;
  readonly number: string;
  readonly title: string;
  /** `in force`, or the status in the record's line `**Status**: …`. */
  readonly status: string;
}

/** @throws Error for a record without a title of the form `# 0123 What is decided` */
export const decisionOf = (file: string, text: string): Decision => {
  const [, number, title] = /^# (\d{4}) (.+)$/m.exec(text.split('\n', 1)[0] ?? '') ?? [];
  if (number === undefined || title === undefined || !file.startsWith(number)) throw new Error(`${file}: the first line must be "# ${file.slice(0, 4)} Title"`);
  return { file, number, title, status: /^\*\*Status\*\*: (.+)$/m.exec(text)?.[1] ?? 'in force' };
};

export const decisions = (): Decision[] =>
  readdirSync(FOLDER)
    .filter((name) => /^\d{4}-.*\.md$/.test(name))
    .sort()
    .map((name) => decisionOf(name, readFileSync(`${FOLDER}${name}`, 'utf8')));

export const decisionsIndex = (records: readonly Decision[]): string => {
  const unsorted = records.filter(({ number }) => !SUBJECTS.some(([prefix]) => number.startsWith(prefix)));
  if (unsorted.length > 0) throw new Error(`no subject for ${unsorted.map(({ number }) => number).join(', ')}: add one to scripts/decisions.ts`);
  const sections = SUBJECTS.flatMap(([prefix, subject]) => {
    const own = records.filter(({ number }) => number.startsWith(prefix));
    if (own.length === 0) return [];
    const rows = own.map(({ file, number, title, status }) => `| [${number}](${file}) | ${title.replaceAll('|', '\\|')} | ${status} |`);
    return [`## ${subject}\n\n| record | decision | status |\n| --- | --- | --- |\n${rows.join('\n')}\n`];
  });
  return `# Decisions

Each record says what was decided, why, and which alternatives were tried. A replaced record keeps its number and has a line \`**Status**: replaced by …\`.
\`npm run decisions\` generates this page from the records.

${sections.join('\n')}`;
};

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(DECISIONS_INDEX, decisionsIndex(decisions()));
