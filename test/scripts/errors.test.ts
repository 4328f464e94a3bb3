import { expect, test } from 'vitest';
import { memoryTable } from '../../adapters/table/memory.ts';
import { fingerprintOf } from '../../domain/error-groups/fingerprint.ts';
import { recordErrors } from '../../domain/error-groups/record-errors.ts';
import { groupTable, linesOf } from '../../scripts/errors/groups.ts';
import { errorEvent } from '../domain/error-groups/events.ts';

const NOW = Date.parse('2026-11-22T00:00:00Z');

test('groups are listed and resolved by their fingerprint', async () => {
  const table = memoryTable();
  expect(await linesOf(table, NOW, 'list', undefined)).toEqual(['no errors']);
  await recordErrors({ table, release: 'abc' }, [errorEvent()]);
  const fingerprint = fingerprintOf(errorEvent());
  const [head, what, ...where] = await linesOf(table, NOW, 'list', undefined);
  expect(head).toMatch(new RegExp(`^${fingerprint}  open .* 1  2026-11-21 05:00 – 2026-11-21 05:00  abc – abc$`));
  expect(what).toBe('    messages: TypeError, event not applied: x is undefined');
  expect(where).toHaveLength(4);
  expect(await linesOf(table, NOW, 'resolve', fingerprint)).toEqual(['resolved: messages: TypeError. If it occurs again, an alarm fires.']);
  expect((await linesOf(table, NOW, 'list', undefined))[0]).toContain('resolved');
});

test('arguments that are invalid or name nothing are reported', async () => {
  const table = memoryTable();
  await expect(linesOf(table, NOW, undefined, undefined)).rejects.toThrow('list | resolve <fingerprint>');
  await expect(linesOf(table, NOW, 'resolve', undefined)).rejects.toThrow('list | resolve <fingerprint>');
  await expect(linesOf(table, NOW, 'resolve', 'none')).rejects.toThrow('there is no group none');
  const down = { scan: table.scan, write: async () => Promise.reject(new Error('down')) };
  await expect(linesOf(down, NOW, 'resolve', 'x')).rejects.toThrow('down');
});

test('the table is the one of the profile', async () => {
  expect(Object.keys(await groupTable('prod'))).toEqual(expect.arrayContaining(['scan', 'write']));
  expect(process.env['TABLE_NAME']).toBe('parley-prod-error-groups');
});
