import { expect, test } from 'vitest';
import { failureKind, Rejected, reasonOf, Unavailable } from '../../domain/edge-errors.ts';
import { Problem, type ProblemCode } from '../../domain/errors.ts';

test.each<[ProblemCode, ReturnType<typeof failureKind>]>([
  ['invalid_request', 'rejected'],
  ['stale', 'rejected'],
  ['unprocessable', 'rejected'],
  ['rate_limited', 'unavailable'],
  ['unavailable', 'unavailable'],
])('a Problem %s is %s for a batch', (code, kind) => {
  expect(failureKind(new Problem(code, 'x'))).toBe(kind);
});

test('an edge says by itself whether to come back; anything else is a defect', () => {
  expect([new Rejected('no'), new Unavailable('later'), new TypeError('x'), 'text'].map(failureKind)).toEqual([
    'rejected',
    'unavailable',
    'unknown',
    'unknown',
  ]);
});

test('a reason names what was thrown, whatever it is, and has an end', () => {
  expect(reasonOf(new Rejected('no'))).toBe('Rejected: no');
  expect(reasonOf('a bare text')).toBe('a bare text');
  expect(reasonOf(undefined)).toBe('undefined');
  const long = reasonOf(new Error(`${'x'.repeat(990)}${'😀'.repeat(20)}`));
  expect([long.length <= 1_001, long.isWellFormed(), long.endsWith('…')]).toEqual([true, true, true]);
});
