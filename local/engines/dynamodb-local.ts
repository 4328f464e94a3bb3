import { join } from 'node:path';
import { DynamoDbClient } from './dynamodb-client.ts';
import { dataOf, type Engine, type EnginePlace, findJava, javaTool, logOf, makeFolders } from './engine.ts';
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
export function dynamoDbLocal(place: EnginePlace): Engine {
  const data = dataOf(place, 'dynamodb');
  const logFile = logOf(place, 'dynamodb');
  const endpoint = `http://127.0.0.1:${place.port}`;
  const jars = jarsOf(place.root, DYNAMODB_LOCAL);
  return {
    kind: 'dynamodb',
    title: `DynamoDB Local ${DYNAMODB_LOCAL.version}`,
    endpoint,
    logFile,
    install: async (say) => {
      findJava();
      await fetchJars(DYNAMODB_LOCAL, { root: place.root, say });
      makeFolders(place, 'dynamodb');
    },
    spawn: () =>
      spawnGuarded({
        program: javaTool('java'),
        args: [
          '-Xmx384m',
          '-XX:+UseSerialGC',
          `-Dsqlite4java.library.path=${jars}`,
          '-cp',
          join(jars, '*'),
          'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
          '-sharedDb',
          '-disableTelemetry',
          '-port',
          String(place.port),
          '-dbPath',
          data,
        ],
        env: { ...process.env, ...place.env },
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
