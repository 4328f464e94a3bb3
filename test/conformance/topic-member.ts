import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { KafkaRecord } from '../../local/workers/topic-event.ts';
import type { KeptRecord, Member, MemberOptions } from './topics.ts';

/** Starts a member's script (`options` as its argument) and listens to what it is given. Answers when it says that it reads. */
export async function spawnMember(script: URL, options: MemberOptions, env: NodeJS.ProcessEnv): Promise<Member> {
  const child = spawn(process.execPath, [script.pathname, JSON.stringify(options)], { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  const over = once(child, 'exit');
  const given: KeptRecord[] = [];
  const ready = Promise.withResolvers<void>();
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => {
    if (line === 'ready') ready.resolve();
    else if (line.startsWith('{')) given.push(JSON.parse(line) as KeptRecord);
  });
  void over.then(() => ready.reject(new Error(`the member of ${options.group} ended before it read`)));
  await ready.promise;
  const end = async (how: () => void): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) how();
    await over;
  };
  return { given, kill: () => end(() => child.kill('SIGKILL')), stop: () => end(() => child.stdin.end()) };
}

/** For a member's script: what the test asked for. */
export const memberOptions = (): MemberOptions => JSON.parse(process.argv[2] ?? '{}') as MemberOptions;

interface TopicEvent {
  readonly records: Readonly<Record<string, readonly KafkaRecord[]>>;
}

const text = (base64: string | undefined): string => Buffer.from(base64 ?? '', 'base64').toString('utf8');

/** For a member's script: the function that is invoked. It says what it was given and answers as the test wants. */
export function memberFunction({ hangs, failsOnce }: MemberOptions): (event: unknown) => Promise<unknown> {
  let hasFailed = false;
  return async (event) => {
    const failures: unknown[] = [];
    for (const [place, records] of Object.entries((event as TopicEvent).records)) {
      for (const { partition, offset, key, value, headers } of records) {
        const names = headers.flatMap((header) => Object.entries(header).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
        const record: KeptRecord = { partition, offset, key: text(key), value: text(value), headers: Object.fromEntries(names) };
        process.stdout.write(`${JSON.stringify(record)}\n`);
        if (record.value !== failsOnce || hasFailed) continue;
        hasFailed = true;
        failures.push({ itemIdentifier: { partition: place, offset } });
      }
    }
    if (hangs) await new Promise(() => undefined);
    return { batchItemFailures: failures };
  };
}

/** For a member's script: reads until the test lets go of it, then stops in peace. */
export async function runMember(stop: () => Promise<void>): Promise<void> {
  process.stdin.resume();
  process.stdout.write('ready\n');
  await once(process.stdin, 'end');
  await stop();
  process.exit(0);
}
