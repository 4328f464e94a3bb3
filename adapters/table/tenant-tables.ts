import type { Table } from '../../domain/table/port.ts';
import { assumeRole } from '../aws/assume-role.ts';
import { renewedCredentials } from '../aws/renewed-credentials.ts';
import { setting, settingOr } from '../environment.ts';
import { dynamoTable, openTable, tableClient } from './dynamodb.ts';
import { narrowedTable } from './narrowed-table.ts';
import { recentTables } from './recent-tables.ts';
import type { Tables } from './tables.ts';

/** One hour: a role that assumes another gets no more (role chaining). */
const SESSION_SECONDS = 3_600;

/**
 * The table through `TENANT_ROLE_ARN`: each tenant's calls use a session of that role, tagged with the tenant, which may only access that tenant's items.
 * A tenant without recent calls costs one AssumeRole when it returns. Without the role (a laptop), everything uses the
 * environment's credentials and STS is never called.
 */
export const openTables = (clock: () => number = Date.now): Tables => {
  const roleArn = settingOr('TENANT_ROLE_ARN', '');
  if (roleArn === '') {
    const table = openTable();
    return { table, tableOf: () => table };
  }
  const tableName = setting('TABLE_NAME');
  const client = tableClient();
  const table = dynamoTable(client, tableName);
  // All clients share the connections of the first.
  const { requestHandler } = client.config;
  const open = (tenantId: string): Table => {
    const credentials = renewedCredentials(
      () => assumeRole({ roleArn, sessionName: `tenant-${tenantId}`, tags: { tenant: tenantId }, seconds: SESSION_SECONDS }),
      clock,
    );
    return narrowedTable(table, dynamoTable(tableClient({ credentials, requestHandler }), tableName));
  };
  return { table, tableOf: recentTables(open) };
};
