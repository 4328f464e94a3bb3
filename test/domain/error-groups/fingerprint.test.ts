import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprintOf, parseFrame } from '../../../domain/error-groups/fingerprint.ts';
import { errorEvent, FRAMES } from './events.ts';

test.each([
  [
    'at appendAll (/srv/hub/domain/conversations/log/append.ts:90:15)',
    { fn: 'appendAll', file: 'domain/conversations/log/append.ts', line: 90, column: 15, inApp: true },
  ],
  ['at async Object.write (file:///var/task/index.mjs:3:4711)', { fn: 'write', file: 'index.mjs', line: 3, column: 4711, inApp: true }],
  ['at new Logged (functions/observed.ts:1:2)', { fn: 'Logged', file: 'functions/observed.ts', inApp: true }],
  ['at X.y [as send] (/var/task/index.mjs:3:9)', { fn: '', file: 'index.mjs', inApp: true }],
  ['at file:///var/task/index.mjs:3:4711', { fn: '', file: 'index.mjs', line: 3, column: 4711, inApp: true }],
  ['at async runRequest (/srv/hub/node_modules/@middy/core/index.js:1:2)', { fn: 'runRequest', inApp: false }],
  ['at process.processTicksAndRejections (node:internal/process/task_queues:105:5)', { inApp: false, line: 105 }],
  ['Error: a line that is no frame', { fn: '', file: '', line: null, column: null, inApp: false }],
  ['', { fn: '', file: '', line: null, column: null, inApp: false }],
  ['at JSON.parse (<anonymous>)', { fn: 'JSON.parse', file: '<anonymous>', line: null, column: null, inApp: false }],
])('%s', (frame, parsed) => {
  expect(parseFrame(frame)).toMatchObject(parsed);
});

describe('one group stays one group', () => {
  const fingerprint = fingerprintOf(errorEvent());
  const place = fc.tuple(fc.nat({ max: 5000 }), fc.nat({ max: 99_999 }));

  test('whatever is edited above it, wherever it is built', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 4, maxLength: 4 }), fc.constantFrom('/srv/hub', '/home/x/parley', '/var/task'), (places, root) => {
        const frames = FRAMES.map((frame, at) => frame.replace(/:\d+:\d+\)$/, `:${places[at]?.join(':')})`).replace('/srv/hub', root));
        expect(fingerprintOf(errorEvent({ frames }))).toBe(fingerprint);
      }),
    );
  });

  test('whatever a minifier calls its functions this time', () => {
    const bundled = (names: readonly string[]): string =>
      fingerprintOf(
        errorEvent({
          frames: [...names.map((name) => `at async ${name} (file:///var/task/index.mjs:1:7)`), 'at Object.transact (file:///var/task/index.mjs:1:9)'],
        }),
      );
    const short = fc.stringMatching(/^[a-z$A-Z]{1,2}$/);
    fc.assert(
      fc.property(fc.array(short, { maxLength: 5 }), fc.array(short, { maxLength: 5 }), (a, b) => {
        expect(bundled(a)).toBe(bundled(b));
      }),
    );
  });

  test('whichever part of its bundle it stands in this time', () => {
    const inPart = (file: string): string =>
      fingerprintOf(errorEvent({ frames: [`at Object.transact (file:///var/task/${file}:1:9)`, `at async appendEntries (file:///var/task/${file}:1:7)`] }));
    for (const part of ['chunk-4QX7ZB2M.mjs', 'desk-K26TXNNK.mjs', 's3-3JAF3VVS.mjs']) expect(inPart(part)).toBe(inPart('index.mjs'));
    expect(inPart('mail-thread.mjs')).not.toBe(inPart('index.mjs'));
  });

  test('whoever called it, when it was, and for which message', () => {
    const frames = [...FRAMES.slice(0, 3), 'at other (/srv/hub/functions/other.ts:1:1)'];
    expect(fingerprintOf(errorEvent({ frames, at: '2027-01-01T00:00:00.000Z', correlationId: 'c-2', reason: 'y is undefined' }))).toBe(fingerprint);
  });
});

test.each([
  ['service', { service: 'projector' }],
  ['name', { name: 'RangeError' }],
  ['place in the log', { logged: 'job failed' }],
  ['innermost frame', { frames: ['at other (/srv/hub/domain/conversations/log/append.ts:1:1)', ...FRAMES] }],
])('another %s is another group', (_, of) => {
  expect(fingerprintOf(errorEvent(of))).not.toBe(fingerprintOf(errorEvent()));
});

test('where no frame tells enough, the message tells groups apart', () => {
  const bare = (reason: string): string => fingerprintOf(errorEvent({ frames: [], reason }));
  expect(bare('no such origin')).not.toBe(bare('no such tenant'));
});
