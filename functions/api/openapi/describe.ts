import { EXAMPLES } from './examples.ts';
import type { JsonSchema } from './json-schema.ts';
import { CHAT } from './words/chat.ts';
import { COMMON } from './words/common.ts';
import { ESCALATIONS } from './words/escalations.ts';
import { EVENTS } from './words/events.ts';
import { FRAMES } from './words/frames.ts';
import { IDENTITY_PROVIDERS } from './words/identity-providers.ts';
import { LIVECHAT } from './words/livechat.ts';
import { MESSAGES } from './words/messages.ts';
import { ORIGINS } from './words/origins.ts';
import { PEOPLE } from './words/people.ts';
import { QUEUES } from './words/queues.ts';
import { SERVICES } from './words/services.ts';
import { TICKETS } from './words/tickets.ts';
import { WEBHOOKS } from './words/webhooks.ts';
import type { Words, WordsOf } from './words/words.ts';

export const WORDS: WordsOf = {
  ...PEOPLE,
  ...IDENTITY_PROVIDERS,
  ...TICKETS,
  ...ESCALATIONS,
  ...MESSAGES,
  ...QUEUES,
  ...ORIGINS,
  ...FRAMES,
  ...WEBHOOKS,
  ...EVENTS,
  ...LIVECHAT,
  ...SERVICES,
  ...CHAT,
};

const isNode = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Adds descriptions and examples to the named schemas. A description that a schema already has stays. */
export const describeSchemas = (schemas: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const words = WORDS[name] ?? {};
      const example = EXAMPLES[name];
      const described = withWords(schema, words, '') as JsonSchema;
      return [name, { ...describedAs(words['']), ...described, ...(example === undefined ? {} : { examples: [example] }) }];
    }),
  );

/** One schema with words of its own, for documents other than the API's. */
export const describeWith = (schema: JsonSchema, words: Words): JsonSchema => ({ ...describedAs(words['']), ...(withWords(schema, words, '') as JsonSchema) });

const describedAs = (description: string | undefined): JsonSchema => (description === undefined ? {} : { description });

/** Lists and alternatives add no step to the path. */
function withWords(node: unknown, words: Words, path: string): unknown {
  if (Array.isArray(node)) return node.map((part) => withWords(part, words, path));
  if (!isNode(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([keyword, value]) => {
      if (keyword === 'properties' && isNode(value)) return [keyword, Object.fromEntries(Object.entries(value).map((member) => memberOf(member, words, path)))];
      return [keyword, SUBSCHEMAS.has(keyword) ? withWords(value, words, path) : value];
    }),
  );
}

const SUBSCHEMAS: ReadonlySet<string> = new Set(['items', 'anyOf', 'oneOf', 'allOf', 'additionalProperties']);

function memberOf([name, schema]: [string, unknown], words: Words, path: string): [string, unknown] {
  const memberPath = path === '' ? name : `${path}.${name}`;
  return [name, { ...describedAs(words[memberPath] ?? COMMON[name]), ...(withWords(schema, words, memberPath) as JsonSchema) }];
}
