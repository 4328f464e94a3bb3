import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TableEngine } from './table-engine.ts';

const VERSION = '2.6.1';
const POM = `<project><modelVersion>4.0.0</modelVersion><groupId>parley</groupId><artifactId>engines</artifactId><version>1</version>
<dependencies><dependency><groupId>com.amazonaws</groupId><artifactId>DynamoDBLocal</artifactId><version>${VERSION}</version></dependency></dependencies></project>`;

/** DynamoDB Local, for platforms without a dynoxide package: needs Java 17 and, once, Maven. */
export function dynamoDbLocal(options: { root: string; dataFolder: string; port: number; logFile: string }): TableEngine {
  const { dataFolder, port, logFile } = options;
  const home = join(options.root, '.engines', `dynamodb-local-${VERSION}`);
  const lib = join(home, 'lib');
  return {
    name: `DynamoDB Local ${VERSION} (Java)`,
    endpoint: `http://127.0.0.1:${port}`,
    file: null,
    install: async (say) => {
      if (existsSync(lib) && readdirSync(lib).some((name) => name.startsWith('DynamoDBLocal'))) return;
      say(`fetching DynamoDB Local ${VERSION} with Maven (once)`);
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, 'pom.xml'), POM);
      const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
      const result = spawnSync('mvn', ['-q', '-B', goal, '-DoutputDirectory=lib', '-DincludeScope=runtime'], { cwd: home, encoding: 'utf8' });
      if (result.status !== 0)
        throw new Error(
          `there is no dynoxide for ${process.platform}-${process.arch}, and DynamoDB Local could not be fetched: ${result.error?.message ?? result.stdout}`,
        );
    },
    spawn: () => {
      mkdirSync(dataFolder, { recursive: true });
      const log = openSync(logFile, 'a');
      const args = [
        '-Xmx192m',
        `-Dsqlite4java.library.path=${lib}`,
        '-cp',
        [`${lib}/*`].join(delimiter),
        'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
        '-sharedDb',
        '-disableTelemetry',
        '-port',
        String(port),
        '-dbPath',
        dataFolder,
      ];
      const child = spawn('java', args, { stdio: ['ignore', log, log], detached: true });
      closeSync(log);
      return child;
    },
    opened: () => undefined,
  };
}
