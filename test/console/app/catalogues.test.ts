import { globSync, readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../console/src/i18n/languages.ts';

/** What is loaded first, and what is loaded with the settings. */
const PARTS = ['locales/{language}.po', 'settings/locales/{language}/texts.po'] as const;
const idsOf = (part: string, language: string): ReadonlyMap<string, string> =>
  new Map(
    [...readFileSync(`console/src/${part.replace('{language}', language)}`, 'utf8').matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(
      ([, id = '', text = '']) => [id, text],
    ),
  );
/** Both parts, where no message has two translations. */
const ids = (language: string): ReadonlyMap<string, string> => new Map(PARTS.flatMap((part) => [...idsOf(part, language)]));
const english = ids('en');
/** What is the same in both languages. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  it: ['Chat', 'Email', 'File', 'No', 'Password', 'Team', 'no'],
  de: [
    'Agent',
    'Chat',
    'Chats',
    'Code',
    'Details',
    'Filter',
    'Name',
    'Neutral',
    'Normal',
    'Passkeys',
    'Status',
    'Status: {0}',
    'Team',
    'Teams',
    'Text',
    'Tickets',
    'Webhooks',
    'optional',
  ],
  ar: [],
};
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name = '']) => name))].toSorted();

describe('catalogues', () => {
  test('English is the source', () => {
    expect(english.size).toBeGreaterThan(100);
    expect([...english].filter(([id, text]) => id !== text)).toEqual([]);
  });

  describe.each(Object.keys(LANGUAGES).filter((language) => language !== 'en'))('%s', (language) => {
    const catalogue = ids(language);
    test('has every message and no other', () => expect([...catalogue.keys()].toSorted()).toEqual([...english.keys()].toSorted()));
    test.each(PARTS)('%s has every message and no other', (part) =>
      expect([...idsOf(part, language).keys()].toSorted()).toEqual([...idsOf(part, 'en').keys()].toSorted()),
    );
    test('translates a message of both parts in one way', () => {
      const [first = new Map(), later = new Map()] = PARTS.map((part) => idsOf(part, language));
      expect([...later].filter(([id, text]) => first.has(id) && first.get(id) !== text).map(([id]) => id)).toEqual([]);
    });
    test('has no empty translation', () => expect([...catalogue].filter(([, text]) => text === '').map(([id]) => id)).toEqual([]));
    test('has the same placeholders', () =>
      expect([...catalogue].filter(([id, text]) => names(id).join() !== names(text).join()).map(([id]) => id)).toEqual([]));
    test('is not English', () => expect([...catalogue].filter(([id, text]) => id === text && !SAME[language]?.includes(id)).map(([id]) => id)).toEqual([]));
    test('has every plural form of the language', () => {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => language === 'ar' || form === 'one' || form === 'other');
      const plurals = [...catalogue].filter(([id]) => id.includes(', plural,'));
      expect(plurals.length).toBeGreaterThan(0);
      expect(plurals.flatMap(([id, text]) => forms.filter((form) => !text.includes(`${form} {`)).map((form) => `${form}: ${id}`))).toEqual([]);
    });
  });
});

interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}
/** Attributes whose text people read or hear. */
const SPOKEN = new Set(['alt', 'aria-label', 'aria-description', 'hint', 'label', 'placeholder', 'title']);
/** Names and signs that no language translates. */
const NAMES = new Set(['Parley']);
const hasWords = (text: unknown): text is string => typeof text === 'string' && /\p{L}{2,}/u.test(text) && !NAMES.has(text.trim());

/** Texts between tags and in spoken attributes that no macro marks. */
function untranslated(source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return undefined;
    const { type } = node as Node;
    if (type === 'JSXElement' && ((node as { opening: { name: { value?: string } } }).opening.name.value ?? '') === 'Trans') return undefined;
    if (type === 'JSXText' && hasWords((node as unknown as { value: string }).value)) found.push((node as unknown as { value: string }).value.trim());
    if (type === 'JSXExpressionContainer') {
      const { expression } = node as unknown as { expression: Node };
      if (expression.type === 'StringLiteral' && hasWords(expression['value'])) found.push(expression['value']);
    }
    if (type === 'JSXAttribute') {
      const { name, value } = node as unknown as { name: { value: string }; value: Node | null };
      if (SPOKEN.has(name.value) && value?.type === 'StringLiteral' && hasWords(value['value'])) found.push(value['value']);
      if (!SPOKEN.has(name.value) && value?.type === 'JSXExpressionContainer') return visit((value as unknown as { expression: Node }).expression);
      if (!SPOKEN.has(name.value)) return undefined;
    }
    return Object.values(node).forEach(visit);
  };
  visit(parseSync(source, { syntax: 'typescript', tsx: true }).body);
  return found;
}

describe('untranslated text', () => {
  const files = globSync('console/src/**/*.tsx').filter((file) => !file.includes('stories'));
  test('there is none in the sources', () => {
    expect(files.length).toBeGreaterThan(15);
    expect(files.flatMap((file) => untranslated(readFileSync(file, 'utf8')).map((text) => `${file}: ${text}`))).toEqual([]);
  });
  test.each([
    '<p>Hello there</p>',
    '<p>{"Hello"}</p>',
    '<input placeholder="Search" />',
    '<X label="Name" />',
    '<p>{open && <b>Yes</b>}</p>',
    '<X icon={<b title="Up" />} />',
  ])('%s is found', (jsx) => expect(untranslated(`const a = ${jsx};`)).toHaveLength(1));
  test.each(['<p><Trans>Hello there</Trans></p>', '<p>{t`Hello`}</p>', '<X className="button" id="name" />', '<p>#{number} · {name}</p>', '<h1>Parley</h1>'])(
    '%s is not',
    (jsx) => expect(untranslated(`const a = ${jsx};`)).toEqual([]),
  );
});

/** The macros' messages in the sources, as far as they have no placeholder, are in the catalogue: `npm run console-messages` was run. */
test('the catalogue has the messages of the sources', () => {
  const sources = globSync('console/src/**/*.{ts,tsx}').filter((file) => !file.includes('stories') && !file.includes('/dist/'));
  const plain = sources.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/(?<![\w.])(?:t|msg)`([^`$]+)`/g), ...text.matchAll(/<Trans>([^<{]+)<\/Trans>/g)].map(([, message = '']) =>
      message.trim().replace(/\s+/g, ' '),
    );
  });
  expect(plain.length).toBeGreaterThan(100);
  expect(plain.filter((message) => !english.has(message))).toEqual([]);
});
