import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { TopicLog } from '../../../adapters/topics/embedded/log.ts';
import { openTopics, topicsPath } from '../../../adapters/topics/embedded.ts';
import { topicCrashConformance } from '../../conformance/topic-crash.ts';
import { spawnMember } from '../../conformance/topic-member.ts';
import { type TopicsUnderTest, topicsConformance } from '../../conformance/topics.ts';

const openEmbedded = async (): Promise<TopicsUnderTest> => {
  const home = mkdtempSync(join(tmpdir(), 'parley-topics-'));
  process.env['PARLEY_HOME'] = home;
  const topics = openTopics();
  return {
    topics,
    create: async (topic, partitions) => {
      const log = new TopicLog(topicsPath(), partitions);
      log.partitionCount(topic);
      log.close();
    },
    readAll: async (topic) => {
      const log = new TopicLog(topicsPath(), 4);
      const all = Array.from({ length: log.partitionCount(topic) }, (_, partition) =>
        log.read(topic, partition, 0, 1_000).map(({ offset, key, value, headers }) => ({ partition, offset, key, value, headers })),
      ).flat();
      log.close();
      return all;
    },
    join: (options) => spawnMember(new URL('./member.ts', import.meta.url), options, { PARLEY_HOME: home }),
    close: async () => {
      await topics.close();
      delete process.env['PARLEY_HOME'];
      rmSync(home, { recursive: true, force: true });
    },
  };
};

topicsConformance('SQLite', 1, openEmbedded);

topicCrashConformance('SQLite', async () => {
  const engine = await openEmbedded();
  const script = `
    const { openTopics } = await import(${JSON.stringify(new URL('../../../adapters/topics/embedded.ts', import.meta.url).href)});
    const topics = openTopics();
    const lane = async (k) => { for (let n = k; ; n += 7) await topics.produce(process.argv[1], [{ key: 'k' + k, value: String(n) }]).then(() => console.log(n)); };
    for (let k = 0; k < 7; k += 1) void lane(k);`;
  return {
    ...engine,
    // The library in the producer's process is all there is of an engine.
    interrupt: async (topic) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, topic], { env: process.env, stdio: ['ignore', 'pipe', 'inherit'] });
      const acknowledged: number[] = [];
      for await (const line of createInterface(child.stdout)) {
        acknowledged.push(Number(line));
        if (acknowledged.length >= 700) child.kill('SIGKILL');
      }
      return acknowledged;
    },
  };
});
