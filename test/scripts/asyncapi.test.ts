import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clientFrames, serverFrames } from '../../domain/feed/frames.ts';
import { ASYNCAPI_FILE, asyncApi, asyncApiText } from '../../scripts/asyncapi.ts';
import { toYaml } from '../../scripts/yaml.ts';

test('the AsyncAPI document is what the code says', () => {
  expect(readFileSync(ASYNCAPI_FILE, 'utf8'), 'run: npm run asyncapi').toBe(asyncApiText());
});

test('it has every frame of both sides and the six topics', () => {
  const { channels } = asyncApi('1.0.0') as { channels: Record<string, { messages?: Record<string, unknown> }> };
  const frames = [...Object.keys(clientFrames).map((type) => `client.${type}`), ...Object.keys(serverFrames).map((type) => `server.${type}`)];
  expect(Object.keys(channels['socket']?.messages ?? {})).toEqual(frames);
  expect(Object.keys(channels)).toEqual(['socket', 'messages', 'tickets', 'queue_acks', 'ai_messages', 'metadata_actions', 'escalations_outbound']);
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
