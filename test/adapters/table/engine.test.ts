import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTable, type TestTable } from '../../harness/table.ts';

let engine: TestTable;
beforeAll(async () => {
  engine = await startTable();
});
afterAll(() => engine.stop());

it('what was written is still there after the engine was killed', async () => {
  const { table } = engine;
  await table.transact([{ op: 'put', item: { pk: 'T#a', sk: 'TENANT', name: 'Ada' } }]);
  await engine.kill();
  await engine.start();
  expect(await table.get([{ pk: 'T#a', sk: 'TENANT' }], { consistent: true })).toEqual([{ pk: 'T#a', sk: 'TENANT', name: 'Ada' }]);
});
