import type { AskedTest } from '../../domain/outbound/origin-test/ask-test.ts';
import { giveUpTest, runTest, type TestDeps } from '../../domain/outbound/origin-test/run-test.ts';
import type { Table } from '../../domain/table/port.ts';
import { checkCredentials } from './check-credentials.ts';

/** Tests credentials of origins at their providers. */
export const openOriginTests = (table: Table) => {
  const deps: TestDeps = { table, clock: Date.now, random: Math.random, check: checkCredentials(table) };
  return {
    run: (asked: AskedTest) => runTest(deps, asked),
    /** The last attempt has failed. */
    giveUp: (asked: AskedTest) => giveUpTest(deps, asked),
  };
};
