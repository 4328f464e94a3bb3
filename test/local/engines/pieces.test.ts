import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { archiveFlags, trainOnce } from '../../../local/engines/class-archive.ts';
import { runCommand } from '../../../local/engines/cli.ts';
import { dynamoDbLocal } from '../../../local/engines/dynamodb-local.ts';
import { type Engine, type EngineSetup, findJava, whenHealthy } from '../../../local/engines/engine.ts';
import { spawnGuarded } from '../../../local/engines/guarded.ts';
import { KAFKA, kafka, kafkaProperties } from '../../../local/engines/kafka.ts';
import { type Artifact, fetchJars } from '../../../local/engines/maven.ts';
import { OPENSEARCH, openSearchNode } from '../../../local/engines/opensearch.ts';
import { environmentLines, keepSet, kindsOf, runningSet, startSet, stopSet, writeSet } from '../../../local/engines/set.ts';
import { describeEngine } from '../../../local/engines/start-engine.ts';
import { isAlive, killNow } from '../../harness/processes.ts';
import { until } from '../../harness/until.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();
const silent = (): void => undefined;
const javaHome = process.env['JAVA_HOME'];
afterEach(() => {
  if (javaHome === undefined) delete process.env['JAVA_HOME'];
  else process.env['JAVA_HOME'] = javaHome;
});

describe('programs by Maven', () => {
  const artifact: Artifact = { title: 'Thing', name: 'thing', group: 'g', id: 'i', version: '1', also: ['x:y:2'] };
  const lib = (): string => join(home(), '.engines', 'thing-1', 'lib');
  const jar = (folder: string): void => {
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'lib', 'a.jar'), '');
  };

  test('are fetched once, also when several want them at the same time', async () => {
    const poms: string[] = [];
    const said: string[] = [];
    const maven = async (folder: string): Promise<void> => {
      poms.push(readFileSync(join(folder, 'pom.xml'), 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      jar(folder);
    };
    const fetch = (): Promise<string> => fetchJars(artifact, { root: home(), say: (line) => said.push(line), maven });
    expect(await Promise.all([fetch(), fetch()])).toEqual([lib(), lib()]);
    expect(await fetch()).toBe(lib());
    expect(poms).toHaveLength(1);
    expect(poms[0]).toContain('<groupId>g</groupId><artifactId>i</artifactId><version>1</version>');
    expect(poms[0]).toContain('<groupId>x</groupId><artifactId>y</artifactId><version>2</version>');
    expect([...said].sort()).toEqual([expect.stringContaining('fetched in'), expect.stringContaining('waiting'), expect.stringContaining('fetching Thing 1')]);
    expect(readdirSync(lib())).toEqual(['a.jar']);
  });

  test('half a download does not pass for a whole one', async () => {
    const broken = fetchJars(artifact, {
      root: home(),
      say: silent,
      maven: async (folder) => {
        jar(folder);
        throw Object.assign(new Error('cut off'), { stdout: 'what Maven said' });
      },
    });
    await expect(broken).rejects.toThrow(/Thing could not be fetched: what Maven said/);
    expect(existsSync(lib())).toBe(false);
    expect(await fetchJars(artifact, { root: home(), say: silent, maven: async (folder) => jar(folder) })).toBe(lib());
  });

  test('a machine without Maven is told so', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = home();
    await expect(fetchJars(artifact, { root: home(), say: silent }))
      .rejects.toThrow(/Maven \(mvn\) is not installed/)
      .finally(() => {
        process.env['PATH'] = path;
      });
  });
});

describe('Java', () => {
  const fakeJava = (said: string): void => {
    mkdirSync(join(home(), 'bin'), { recursive: true });
    writeFileSync(join(home(), 'bin', 'java'), `#!/bin/sh\necho '${said}' >&2\n`);
    chmodSync(join(home(), 'bin', 'java'), 0o755);
    process.env['JAVA_HOME'] = home();
  };
  test('is that of JAVA_HOME, if it is new enough', () => {
    fakeJava('openjdk version "21.0.1" 2023-10-17');
    expect(findJava()).toEqual({ program: join(home(), 'bin', 'java'), version: expect.stringContaining('21.0.1') });
    fakeJava('java version "1.8.0_301"');
    expect(() => findJava()).toThrow(/JDK 17 or newer.*1\.8/);
  });
  test('that is missing is named', async () => {
    process.env['JAVA_HOME'] = join(home(), 'none');
    expect(() => findJava()).toThrow(/cannot be run/);
    const engine = await describeEngine('kafka', { root: home(), home: home() });
    await expect(engine.install(silent)).rejects.toThrow(/JDK 17/);
  });
});

describe('descriptions', () => {
  const setup = () => ({ root: home(), home: home(), port: 1, innerPort: 2 });
  test('Kafka’s settings: loopback only, no topic made unasked, everything once', () => {
    const settings = kafkaProperties(setup(), '/data');
    for (const line of [
      'auto.create.topics.enable=false',
      'advertised.listeners=PLAINTEXT://127.0.0.1:1',
      'log.dirs=/data',
      'offsets.topic.replication.factor=1',
    ]) {
      expect(settings.split('\n')).toContain(line);
    }
    expect(settings).not.toMatch(/0\.0\.0\.0/);
    expect(KAFKA.version).toBe('4.3.1');
  });
  test('each says where it will be and where its log is, and that it does not serve yet', async () => {
    for (const [engine, endpoint] of [
      [kafka(setup()), '127.0.0.1:1'],
      [dynamoDbLocal(setup()), 'http://127.0.0.1:1'],
      [openSearchNode(setup()), 'http://127.0.0.1:1'],
    ] as const) {
      expect(engine).toMatchObject({ endpoint, logFile: join(home(), 'logs', `${engine.kind}.log`) });
      await expect(engine.healthy()).rejects.toThrow();
    }
  });
});

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
};

const guardsOf = (pid: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((one) => one > 0 && commandOf(one).startsWith('/bin/sh -c read -r') && commandOf(one).endsWith(` ${pid}`));

describe('a guarded program', () => {
  const command = (script: string) => ({ program: '/bin/sh', args: ['-c', script], logFile: join(home(), 'log') });

  test('is its own process, says into its log, and ends with its own code', async () => {
    const child = spawnGuarded({ ...command('echo "pid $$ $WHO"; exit 3'), env: { WHO: 'me' } });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(3);
    expect(readFileSync(join(home(), 'log'), 'utf8')).toBe(`pid ${child.pid} me\n`);
  });

  test('gets another guard when somebody kills its guard, and none when it has ended', async () => {
    const child = spawnGuarded(command('sleep 1000'));
    const pid = child.pid ?? 0;
    const [first = 0] = await until('it has a guard', () => (guardsOf(pid).length === 1 ? guardsOf(pid) : undefined));
    killNow(first);
    await until('it has another', () => guardsOf(pid).length === 1 && guardsOf(pid)[0] !== first);
    child.kill('SIGKILL');
    await until('neither is left', () => !isAlive(pid) && guardsOf(pid).length === 0);
  });

  test('that cannot be run says why in its log', async () => {
    const child = spawnGuarded({ program: join(home(), 'none'), args: [], logFile: join(home(), 'log') });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(127);
    expect(readFileSync(join(home(), 'log'), 'utf8')).toMatch(/not found/);
  });

  test('ends when its starter is killed, also right after the start and after somebody killed its guard', async () => {
    const guarded = new URL('../../../local/engines/guarded.ts', import.meta.url).href;
    const starter = (more: string): string => `import { spawnGuarded } from ${JSON.stringify(guarded)};
const child = spawnGuarded({ program: 'sleep', args: ['1000'], logFile: ${JSON.stringify(join(home(), 'log'))} });
${more}
console.log(child.pid);
setInterval(() => undefined, 1000);`;
    const start = async (): Promise<{ starter: number; pid: number }> => {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', starter('')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const said = await new Promise<string>((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())));
      return { starter: child.pid ?? 0, pid: Number(said) };
    };
    const first = await start();
    killNow(first.starter);
    await until('it is gone with its starter', () => !isAlive(first.pid));
    const second = await start();
    const [guard = 0] = await until('it has a guard', () => (guardsOf(second.pid).length === 1 ? guardsOf(second.pid) : undefined));
    killNow(guard);
    await until('it has another guard', () => guardsOf(second.pid).some((pid) => pid !== guard));
    expect(isAlive(second.pid)).toBe(true);
    killNow(second.starter);
    await until('it is gone', () => !isAlive(second.pid) && guardsOf(second.pid).length === 0);
  });
});

describe('waiting for health', () => {
  const engine = (healthy: () => Promise<void>): Engine => ({
    kind: 'kafka',
    title: 'Thing 1',
    endpoint: '',
    logFile: join(home(), 'thing.log'),
    install: async () => undefined,
    spawn: () => spawn('true'),
    healthy,
  });
  const no = (): Promise<void> => Promise.reject(new Error('not yet'));

  test('ends with the first answer', async () => {
    let asked = 0;
    const child = spawn('sleep', ['100']);
    await whenHealthy(
      engine(() => ((asked += 1) < 3 ? no() : Promise.resolve())),
      child,
    );
    expect(asked).toBe(3);
    child.kill('SIGKILL');
  });
  test('shows the end of the log of one that ended or does not come up', async () => {
    const ended = spawn('false');
    await new Promise((resolve) => ended.once('exit', resolve));
    await expect(whenHealthy(engine(no), ended)).rejects.toThrow(/Thing 1 ended while it was starting.*\n\(no log\)/);
    writeFileSync(join(home(), 'thing.log'), 'its last words\n');
    const slow = spawn('sleep', ['100']);
    await expect(whenHealthy(engine(no), slow, 1)).rejects.toThrow(/is not ready after.*\nits last words$/);
    slow.kill('SIGKILL');
  });
});

describe('a set that runs by itself', () => {
  test('is of known engines only', () => {
    expect(kindsOf([])).toEqual(['kafka', 'dynamodb', 'opensearch']);
    expect(kindsOf(['opensearch', 'kafka'])).toEqual(['kafka', 'opensearch']);
    expect(() => kindsOf(['redis'])).toThrow(/no engine redis/);
  });
  test('tells its addresses as variables', () => {
    expect(environmentLines({ pid: 1, error: null, engines: { opensearch: 'http://s', kafka: 'k:1' } })).toEqual([
      'KAFKA_BROKERS=k:1',
      'SEARCH_ENDPOINT=http://s',
    ]);
  });
  test('is found while its keeper lives, used again, and stopped once', async () => {
    expect(runningSet(home())).toBeUndefined();
    expect(await stopSet(home())).toBe(false);
    const keeper = spawn('sleep', ['100']);
    const set = { pid: keeper.pid ?? 0, error: null, engines: { kafka: 'k:1' } };
    writeSet(home(), set);
    expect(await startSet(home(), ['kafka'])).toEqual(set);
    await expect(startSet(home(), ['kafka', 'dynamodb'])).rejects.toThrow(/a set without dynamodb already runs/);
    expect(await stopSet(home())).toBe(true);
    expect(runningSet(home())).toBeUndefined();
  });
  test('that cannot start says why', async () => {
    process.env['JAVA_HOME'] = join(home(), 'none');
    await expect(startSet(home(), ['kafka'])).rejects.toThrow(/JDK 17/);
  });
  test('is kept by a process that writes down where they are', async () => {
    const stopped: string[] = [];
    const stop = await keepSet(home(), ['kafka', 'opensearch'], async (kind) => ({
      kind,
      endpoint: `at ${kind}`,
      pid: 1,
      logFile: '',
      kill: async () => undefined,
      restart: async () => undefined,
      stop: async () => void stopped.push(kind),
    }));
    expect(runningSet(home())).toEqual({ pid: process.pid, error: null, engines: { kafka: 'at kafka', opensearch: 'at opensearch' } });
    await stop();
    expect(stopped).toEqual(['kafka', 'opensearch']);
  });
  test('whose keeper fails says why to whoever waits, and is gone soon after', async () => {
    vi.useFakeTimers();
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const stop = await keepSet(home(), ['kafka'], () => Promise.reject(new Error('no port')));
    expect(runningSet(home())).toMatchObject({ error: 'no port' });
    await stop();
    vi.advanceTimersByTime(1_000);
    expect(exit).toHaveBeenCalledWith(1);
    vi.useRealTimers();
    exit.mockRestore();
  });
  test('is asked for by three commands', async () => {
    const run = async (...args: string[]) => {
      const printed: string[] = [];
      const told: string[] = [];
      const code = await runCommand(args, home(), { print: (line) => printed.push(line), tell: (line) => told.push(line) });
      return { code, printed, told: told.join() };
    };
    expect(await run('status')).toMatchObject({ code: 1, told: 'nothing runs' });
    expect(await run('stop')).toMatchObject({ code: 0, told: 'nothing runs' });
    expect(await run('dance')).toMatchObject({ code: 2, told: expect.stringContaining('usage') as string });
    expect(await run('start', 'redis')).toMatchObject({ code: 1, told: expect.stringContaining('no engine redis') as string });
    const keeper = spawn('sleep', ['100']);
    writeSet(home(), { pid: keeper.pid ?? 0, error: null, engines: { kafka: 'k:1' } });
    expect(await run('start', 'kafka')).toMatchObject({ code: 0, printed: ['KAFKA_BROKERS=k:1'] });
    expect(await run('status')).toMatchObject({ code: 0, printed: ['KAFKA_BROKERS=k:1'], told: expect.stringContaining('running') as string });
    expect(await run('stop')).toMatchObject({ code: 0, told: 'stopped' });
  });
});

describe('what is made once', () => {
  /** A JDK of shell scripts. */
  const fakeJdk = (scripts: Readonly<Record<string, string>>): void => {
    mkdirSync(join(home(), 'bin'), { recursive: true });
    for (const [name, script] of Object.entries({ java: '', ...scripts })) {
      writeFileSync(join(home(), 'bin', name), `#!/bin/sh\nif [ "$1" = -version ]; then echo 'openjdk version "17.0.1"'; exit; fi\n${script}\n`);
      chmodSync(join(home(), 'bin', name), 0o755);
    }
    process.env['JAVA_HOME'] = home();
  };
  const fetched = ({ name, group, id, version, also = [] }: Artifact): string => {
    const folder = join(home(), '.engines', `${name}-${version}`);
    mkdirSync(join(folder, 'lib'), { recursive: true });
    writeFileSync(join(folder, 'complete'), [`${group}:${id}:${version}`, ...also].join('\n'));
    return folder;
  };
  const setup = () => ({ root: home(), home: home(), port: 1, innerPort: 2 });
  const archives = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.jsa'));

  test('an archive of classes is written by a first run that is asked to end', async () => {
    fakeJdk({});
    const folder = fetched(KAFKA);
    const said: string[] = [];
    expect(archiveFlags(setup(), KAFKA)).toEqual([]);
    const describeFake = ({ archive = '' }: EngineSetup): Engine => ({
      ...kafka(setup()),
      install: async () => undefined,
      spawn: () => spawn('/bin/sh', ['-c', 'trap "echo classes > $0; exit 0" TERM; touch "$0.up"; while true; do sleep 0.02; done', archive]),
      healthy: async () => expect(existsSync(`${archive}.up`)).toBe(true),
    });
    await trainOnce(KAFKA, setup(), describeFake, (line) => said.push(line));
    await trainOnce(KAFKA, setup(), () => expect.unreachable(), silent);
    expect(said).toEqual([expect.stringContaining('preparing Kafka')]);
    expect(archives(folder)).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => name.startsWith('training-'))).toEqual([]);
    expect(archiveFlags(setup(), KAFKA)).toEqual([expect.stringMatching(/^-XX:SharedArchiveFile=.*\.jsa$/), '-Xshare:auto']);
    expect(archiveFlags({ ...setup(), archive: '/fresh' }, KAFKA)).toEqual(['-XX:ArchiveClassesAtExit=/fresh']);
  });

  test('OpenSearch’s starter is compiled once for each version of it, and runs without an archive too', async () => {
    fakeJdk({ javac: 'exit 0', jar: 'echo jar > "$3"', java: 'exit 1' });
    const folder = fetched(OPENSEARCH);
    mkdirSync(join(home(), 'local', 'engines', 'java'), { recursive: true });
    const source = join(home(), 'local', 'engines', 'java', 'OpenSearchMain.java');
    writeFileSync(source, 'class One {}');
    const jars = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.jar'));
    await openSearchNode(setup()).install(silent);
    await openSearchNode(setup()).install(silent);
    expect(jars()).toHaveLength(1);
    expect(archives(folder)).toEqual([]);
    writeFileSync(source, 'class Two {}');
    fakeJdk({ javac: 'echo "no such class"; exit 1' });
    await expect(openSearchNode(setup()).install(silent)).rejects.toThrow(/starter could not be built: no such class/);
    fakeJdk({ javac: 'exit 0', jar: 'echo jar > "$3"' });
    chmodSync(join(home(), 'bin', 'javac'), 0o644);
    await expect(openSearchNode(setup()).install(silent)).rejects.toThrow(/javac: .*EACCES/);
  });

  test('Kafka’s folder is formatted whole or not at all', async () => {
    fakeJdk({ java: 'case "$*" in *StorageTool*) echo "no disk"; exit 1;; esac; exit 1' });
    fetched(KAFKA);
    await expect(kafka(setup()).install(silent)).rejects.toThrow(/could not be formatted: no disk/);
    expect(existsSync(join(home(), 'data', 'kafka', 'log'))).toBe(false);
  });
});
