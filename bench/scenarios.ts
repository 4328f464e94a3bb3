import { spawn } from 'node:child_process';

const FIRE = { PARLEY_FIRE_REPLIES: '1000', PARLEY_FIRE_KILLS: '3' };

/** The full sizes of the scenarios that every test run has in small. */
const STORIES = [
  ['2,000 messages while every process is killed', 'crash', { PARLEY_CRASH_MESSAGES: '2000' }],
  ['a backlog of 20,000 messages', 'backlog', { PARLEY_BACKLOG_MESSAGES: '20000' }],
  [
    '20 tenants in a storm of poison, killed twice',
    'storm',
    { PARLEY_STORM_TENANTS: '20', PARLEY_STORM_MESSAGES: '200', PARLEY_STORM_TIMED: '600', PARLEY_STORM_RATIO: '2' },
  ],
  ['20,000 generated inputs', 'fuzz', { PARLEY_FUZZ_INPUTS: '20000' }],
  ['16 writers × 500 messages in one chat while the gateway is killed twice', 'chats', { PARLEY_CHAT_MESSAGES: '500' }],
  [
    '2,000 devices in one group, a tenth of which lose their connection again and again',
    'crowd-of-devices',
    { PARLEY_CROWD_DEVICES: '2000', PARLEY_CROWD_MESSAGES: '240' },
  ],
  ['a list of 100,000 entries', 'list-upload', { PARLEY_LIST_ROWS: '100000' }],
  ['a list of 100,000 entries while every process is killed', 'list-upload-crash', { PARLEY_LIST_ROWS: '100000' }],
  ['1,000 replies over all channels, some answered by 429, 500 or nothing, while the sender is killed', 'replies-under-fire', FIRE],
  ['a folder of an earlier release with 10,000 tickets', 'upgrade', { PARLEY_UPGRADE_TICKETS: '10000' }],
  ['the same folder, moved by the job', 'migration', { PARLEY_UPGRADE_TICKETS: '10000' }],
] as const;
/** About the files of the embedded engines. */
const OF_EMBEDDED_FILES: ReadonlySet<string> = new Set(['upgrade', 'migration']);
/** With the real engines and the hub on two cores, the p99 says nothing about poison. */
const ON_REAL_ENGINES = {
  PARLEY_STORM_RATIO: '',
  PARLEY_FUZZ_INPUTS: '2000',
  PARLEY_STORM_TENANTS: '6',
  PARLEY_STORM_MESSAGES: '100',
  PARLEY_BACKLOG_MESSAGES: '2000',
  PARLEY_CHAT_MESSAGES: '100',
  PARLEY_CROWD_DEVICES: '200',
  PARLEY_FIRE_REPLIES: '330',
};

const runScenario = (project: string, file: string, sizes: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn('node_modules/.bin/vitest', ['run', '--project', project, `test/scenarios/${file}.test.ts`], {
      stdio: 'inherit',
      env: { ...process.env, ...sizes, ...(project === 'scenarios' ? {} : ON_REAL_ENGINES) },
    });
    child.on('close', (code) => resolve(code ?? 1));
  });

/** Runs every scenario on each of these sets of engines. Returns 0, or the exit code of the last failure. */
export const runScenarios = async (projects: readonly string[], say: (line: string) => void): Promise<number> => {
  let failed = 0;
  for (const project of projects)
    for (const [what, file, sizes] of STORIES) {
      if (OF_EMBEDDED_FILES.has(file) && project !== 'scenarios') continue;
      say(`scale: ${what} (${project}) …`);
      failed = (await runScenario(project, file, sizes)) || failed;
    }
  return failed;
};
