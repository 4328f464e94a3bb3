import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openDatabase } from '../../../adapters/embedded/database.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { TABLE_SCHEMA } from '../../../adapters/table/sqlite/schema.ts';
import { sqliteTable } from '../../../adapters/table/sqlite/table.ts';
import { recordUnits } from '../../../adapters/table/units.ts';
import { tableConformance } from '../../conformance/table.ts';
import { startTable, type TestTable } from '../../harness/table.ts';

describe('the table in memory', () => {
  const table = memoryTable();
  tableConformance(() => table);
});

describe('the table on DynamoDB, by the embedded engine', () => {
  let engine: TestTable;
  beforeAll(async () => {
    engine = await startTable();
  });
  afterAll(() => engine.stop());
  tableConformance(() => engine.table);
});

describe('a table that counts', () => {
  const { table } = recordUnits(memoryTable());
  tableConformance(() => table);
});

describe('the table on SQLite, in this process', () => {
  const directory = mkdtempSync(join(tmpdir(), 'parley-sqlite-'));
  const db = openDatabase(join(directory, 'table.db'), TABLE_SCHEMA);
  const table = sqliteTable(db);
  afterAll(() => {
    db.close();
    rmSync(directory, { recursive: true });
  });
  tableConformance(() => table);
});
