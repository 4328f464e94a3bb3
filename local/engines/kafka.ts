import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { archiveFlags, trainOnce } from './class-archive.ts';
import { dataOf, type Engine, type EngineSetup, findJava, javaTool, logOf, makeFolders } from './engine.ts';
import { spawnGuarded } from './guarded.ts';
import { type Artifact, fetchJars, jarsOf } from './maven.ts';

export const KAFKA: Artifact = {
  title: 'Kafka',
  name: 'kafka',
  group: 'org.apache.kafka',
  id: 'kafka_2.13',
  version: '4.3.1',
  // Without a logging binding, a failed start would print no reason.
  also: ['org.slf4j:slf4j-simple:1.7.36'],
};

const HEALTH_MS = 2_000;
const run = promisify(execFile);

/**
 * Kafka in KRaft mode: one process is broker and controller (kafka.apache.org/43/configuration/broker-configs, 2026-11). An acknowledged record is
 * written to the log file, so a kill of the process loses nothing. The system flushes it to disk later, as on MSK, where other zones hold copies: a
 * power cut may lose the last seconds.
 */
export function kafka(setup: EngineSetup): Engine {
  const data = dataOf(setup, 'kafka');
  const log = join(data, 'log');
  const properties = join(data, 'server.properties');
  const logFile = logOf(setup, 'kafka');
  const endpoint = `127.0.0.1:${setup.port}`;
  const jvm = (main: string, args: readonly string[]): string[] => ['-cp', join(jarsOf(setup.root, KAFKA), '*'), main, ...args];
  return {
    kind: 'kafka',
    title: `Kafka ${KAFKA.version}`,
    endpoint,
    logFile,
    install: async (say) => {
      const { program: java } = findJava();
      await fetchJars(KAFKA, { root: setup.root, say });
      if (setup.archive === undefined) await trainOnce(KAFKA, setup, kafka, say);
      makeFolders(setup, 'kafka');
      if (!existsSync(log)) {
        // Formatted under a temporary name and then renamed, so that an interrupted format is not used.
        const fresh = join(data, 'formatting');
        rmSync(fresh, { recursive: true, force: true });
        writeFileSync(properties, kafkaProperties(setup, fresh));
        // The id may begin with a dash.
        const cluster = randomBytes(16).toString('base64url');
        const archive = setup.archive === undefined ? archiveFlags(setup, KAFKA) : [];
        const format = jvm('kafka.tools.StorageTool', ['format', `--cluster-id=${cluster}`, '--config', properties]);
        // Not a synchronous call: the other engines start meanwhile.
        await run(java, ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...archive, ...format]).catch((error: Partial<Record<'stdout' | 'stderr', string>>) => {
          throw new Error(`Kafka's folder could not be formatted: ${error.stdout}${error.stderr}`, { cause: error });
        });
        renameSync(fresh, log);
      }
      writeFileSync(properties, kafkaProperties(setup, log));
    },
    spawn: () =>
      spawnGuarded({
        program: javaTool('java'),
        args: [
          '-Xms64m',
          '-Xmx384m',
          '-XX:+UseSerialGC',
          '-XX:TieredStopAtLevel=1',
          ...archiveFlags(setup, KAFKA),
          '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
          '-Dorg.slf4j.simpleLogger.showDateTime=true',
          ...jvm('kafka.Kafka', [properties]),
        ],
        env: { ...process.env, ...setup.env },
        logFile,
      }),
    healthy: async () => {
      // The broker opens its port before it has registered with the controller.
      const { Admin } = await import('@platformatic/kafka');
      const admin = new Admin({
        clientId: 'parley-health',
        bootstrapBrokers: [endpoint],
        connectTimeout: HEALTH_MS,
        requestTimeout: HEALTH_MS,
        retries: false,
      });
      try {
        const { brokers } = await admin.metadata({ topics: [] });
        if (![...brokers.values()].some(({ port }) => port === setup.port)) throw new Error('the broker is not known to its controller yet');
      } finally {
        await admin.close();
      }
    },
  };
}

/** A broker for one machine: one replica, little memory, no automatic topics. */
export function kafkaProperties({ port, innerPort }: EngineSetup, log: string): string {
  const settings: Readonly<Record<string, string | number | boolean>> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${innerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${innerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': log,
    'auto.create.topics.enable': false,
    'default.replication.factor': 1,
    'num.partitions': 3,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    // A laptop has one group member, so waiting for others would only delay the first message.
    'group.initial.rebalance.delay.ms': 0,
    // A restarted broker is registered again within seconds.
    'broker.heartbeat.interval.ms': 500,
    'broker.session.timeout.ms': 3000,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    'log.retention.hours': 168,
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}
