import { join } from 'node:path';
import { DynamoDbClient } from './dynamodb-client.ts';
import { dataOf, type Engine, type EngineSetup, findJava, javaTool, logOf, makeFolders } from './engine.ts';
import { spawnGuarded } from './guarded.ts';
import { type Artifact, fetchJars, jarsOf } from './maven.ts';

export const DYNAMODB_LOCAL: Artifact = {
  title: 'DynamoDB Local',
  name: 'dynamodb-local',
  group: 'com.amazonaws',
  id: 'DynamoDBLocal',
  version: '2.6.1',
};

const HEALTH_MS = 2_000;

/** AWS's own DynamoDB for one machine, on SQLite files (docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html, 2026-11). */
export function dynamoDbLocal(setup: EngineSetup): Engine {
  const data = dataOf(setup, 'dynamodb');
  const logFile = logOf(setup, 'dynamodb');
  const endpoint = `http://127.0.0.1:${setup.port}`;
  const jars = jarsOf(setup.root, DYNAMODB_LOCAL);
  return {
    kind: 'dynamodb',
    title: `DynamoDB Local ${DYNAMODB_LOCAL.version}`,
    endpoint,
    logFile,
    install: async (say) => {
      findJava();
      await fetchJars(DYNAMODB_LOCAL, { root: setup.root, say });
      makeFolders(setup, 'dynamodb');
    },
    spawn: () =>
      spawnGuarded({
        program: javaTool('java'),
        args: [
          '-Xmx384m',
          '-XX:+UseSerialGC',
          '-XX:TieredStopAtLevel=1',
          `-Dsqlite4java.library.path=${jars}`,
          '-cp',
          join(jars, '*'),
          'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
          '-sharedDb',
          '-disableTelemetry',
          '-port',
          String(setup.port),
          '-dbPath',
          data,
        ],
        env: { ...process.env, ...setup.env },
        logFile,
      }),
    healthy: async () => {
      const client = new DynamoDbClient(endpoint);
      try {
        await client.call('DynamoDB_20120810', 'ListTables', { Limit: 1 }, HEALTH_MS);
      } finally {
        client.close();
      }
    },
  };
}
