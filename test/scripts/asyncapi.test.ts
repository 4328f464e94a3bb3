import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clientFrames, serverFrames } from '../../domain/realtime/frames.ts';
import { visitorFrames } from '../../domain/realtime/visitor-frames.ts';
import { ASYNCAPI_FILE, asyncApi, asyncApiText } from '../../scripts/asyncapi.ts';
import { toYaml } from '../../scripts/yaml.ts';

test('the AsyncAPI document is what the code says', () => {
  expect(readFileSync(ASYNCAPI_FILE, 'utf8'), 'run: npm run asyncapi').toBe(asyncApiText());
});

test('it has every frame of both sides the webhooks, and the six topics', () => {
  const { channels } = asyncApi('1.0.0') as { channels: Record<string, { messages?: Record<string, unknown> }> };
  const frames = [...Object.keys(clientFrames).map((type) => `client.${type}`), ...Object.keys(serverFrames).map((type) => `server.${type}`)];
  expect(Object.keys(channels['socket']?.messages ?? {})).toEqual(frames);
  const toVisitors = Object.keys(visitorFrames).map((type) => `visitor.${type}`);
  expect(Object.keys(channels['visitorSocket']?.messages ?? {})).toEqual(['client.typing', ...toVisitors]);
  expect(Object.keys(channels)).toEqual([
    'socket',
    'visitorSocket',
    'webhooks',
    'messages',
    'tickets',
    'queue_acks',
    'ai_messages',
    'metadata_actions',
    'escalations_outbound',
  ]);
});

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Dotted paths of members below a schema, with what is said of each. */
const members = (node: unknown, path: string): [string, unknown][] => {
  if (Array.isArray(node)) return node.flatMap((part) => members(part, path));
  if (!isNode(node)) return [];
  return Object.entries(node).flatMap(([keyword, value]) =>
    keyword === 'properties' && isNode(value)
      ? Object.entries(value).flatMap(([name, schema]): [string, unknown][] => [
          [`${path}.${name}`, (schema as Node)['description']],
          ...members(schema, `${path}.${name}`),
        ])
      : members(value, path),
  );
};

test('every message and every member of its payload is described', () => {
  const { channels } = asyncApi('1.0.0') as { channels: Record<string, { messages?: Record<string, { payload: Node }> }> };
  const messages = Object.values(channels).flatMap((channel) => Object.entries(channel.messages ?? {}));
  const said = messages.flatMap(([name, { payload }]): [string, unknown][] => [[name, payload['description']], ...members(payload, name)]);
  expect(said.length).toBeGreaterThan(100);
  expect(said.filter(([, words]) => typeof words !== 'string' || !/^\S+ \S/.test(words)).map(([place]) => place)).toEqual([]);
});

test('YAML keeps what could be taken for something else in quotes', () => {
  expect(
    toYaml({
      a: 'plain text',
      b: 'true',
      c: '1.0',
      d: '',
      e: 'x: y',
      f: [],
      g: {},
      h: [{ i: 1, j: [true, null] }, 'k'],
      l: undefined,
      'm n': '# no comment',
      o: 'ends in space ',
    }),
  ).toBe(
    `a: plain text
b: "true"
c: "1.0"
d: ""
e: "x: y"
f: []
g: {}
h:
  - i: 1
    j:
      - true
      - null
  - k
m n: "# no comment"
o: "ends in space "
`,
  );
});
