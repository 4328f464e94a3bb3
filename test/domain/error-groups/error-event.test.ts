import { expect, test } from 'vitest';
import { errorOf } from '../../../domain/error-groups/error-event.ts';

const SOURCE = { service: 'gateway', timestamp: Date.parse('2026-11-21T05:00:00Z') };
const at = '2026-11-21T05:00:00.000Z';

test('a line of ours', () => {
  const line = {
    level: 'ERROR',
    service: 'messages',
    message: 'event not applied',
    correlation_id: 'c-1',
    failure: { name: 'TypeError', reason: 'x', frames: ['at a (b:1:2)', 'no frame'] },
  };
  expect(errorOf(JSON.stringify(line), SOURCE)).toEqual({
    service: 'messages',
    name: 'TypeError',
    logged: 'event not applied',
    reason: 'x',
    frames: ['at a (b:1:2)'],
    at,
    correlationId: 'c-1',
  });
  expect(errorOf(JSON.stringify({ level: 'ERROR', message: 'bare' }), SOURCE)).toMatchObject({ service: 'gateway', name: 'Error', logged: 'bare', frames: [] });
});

test("an error that Lambda's runtime reports, scrubbed once more", () => {
  const line = {
    level: 'FATAL',
    requestId: 'r-1',
    message: {
      errorType: 'SyntaxError',
      errorMessage: `Unexpected token 'm', "my secret" is not valid JSON`,
      stackTrace: ['SyntaxError: my secret', '    at parse (x:1:2)'],
    },
  };
  const event = errorOf(JSON.stringify(line), SOURCE);
  expect(event).toMatchObject({ service: 'gateway', name: 'SyntaxError', logged: 'unhandled', frames: ['at parse (x:1:2)'], correlationId: 'r-1' });
  expect(JSON.stringify(event)).not.toContain('secret');
  expect(errorOf(JSON.stringify({ level: 'ERROR', message: {} }), SOURCE)).toMatchObject({ name: 'Error', reason: '', frames: [] });
});

test.each([
  ['timeout', 'FunctionTimedOut'],
  ['failure', 'FunctionCrashed'],
])('an invocation that ended by %s', (status, name) => {
  const line = { type: 'platform.report', record: { requestId: 'r-2', status } };
  expect(errorOf(JSON.stringify(line), SOURCE)).toMatchObject({ service: 'gateway', name, correlationId: 'r-2', frames: [] });
});

test.each([
  ['what a handler threw after it was logged', { level: 'ERROR', message: { errorType: 'Logged', errorMessage: 'x' } }],
  ['an invocation that went well', { type: 'platform.report', record: { status: 'success' } }],
  ['a warning', { level: 'WARN', message: 'not sent' }],
  ['a list', []],
])('%s is no error', (_, line) => {
  expect(errorOf(JSON.stringify(line), SOURCE)).toBeNull();
});

test('text is no error either', () => {
  expect(errorOf('START RequestId: 1', SOURCE)).toBeNull();
});
