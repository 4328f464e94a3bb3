import { afterAll, describe } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { recordUnits } from '../../../adapters/table/units.ts';
import { tableConformance } from '../../conformance/table.ts';
import { startTable } from '../../harness/table.ts';

describe('the table in memory', () => {
  const table = memoryTable();
  tableConformance(() => table);
});

describe('the table on SQLite', () => {
  const engine = startTable();
  afterAll(() => engine.stop());
  tableConformance(() => engine.table);
});

describe('a table that counts', () => {
  const { table } = recordUnits(memoryTable());
  tableConformance(() => table);
});
