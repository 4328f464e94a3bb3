import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openSecrets } from '../../../adapters/secrets/embedded.ts';
import { planOf } from '../../../local/assembly/read.ts';
import { watchAncestors } from '../../../local/supervisor/ancestors.ts';
import { demoAccount, whenDemoOpen, writeDevFile } from '../../../local/supervisor/dev-file.ts';
import { childEnvironment } from '../../../local/supervisor/environment.ts';
import { takeFolder, takeFolderSoon } from '../../../local/supervisor/one-hub.ts';
import { checkFree, freeDatagramPorts, freePorts } from '../../../local/supervisor/ports.ts';
import { RunningProcesses } from '../../../local/supervisor/running.ts';
import { prepareSecrets } from '../../../local/supervisor/secrets.ts';
import { readSettings } from '../../../local/supervisor/settings.ts';
import { isAlive } from '../../harness/processes.ts';
import { until } from '../../harness/until.ts';
import { smallAssembly } from '../assembly/small.ts';
import { functionPlan } from '../functions.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();
afterEach(() => {
  vi.useRealTimers();
});

describe('settings', () => {
  test('defaults, and what the environment says', () => {
    expect(readSettings({})).toMatchObject({ port: 8080, demo: true, console: true, adminToken: null });
    expect(readSettings({}).home).toMatch(/\.parley$/);
    expect(readSettings({ PORT: '9000', PARLEY_HOME: '/tmp/x', PARLEY_DEMO: '0', PARLEY_CONSOLE: '0', ADMIN_TOKEN_SECRET: 'a' })).toEqual({
      port: 9000,
      home: '/tmp/x',
      demo: false,
      console: false,
      adminToken: 'a',
      engines: 'embedded',
    });
  });
  test('the engines: by the command line, else by the environment; anything else is refused by name', () => {
    expect(readSettings({}, []).engines).toBe('embedded');
    expect(readSettings({ PARLEY_ENGINES: 'real' }).engines).toBe('real');
    expect(readSettings({ PARLEY_ENGINES: 'real' }, ['--engines=embedded']).engines).toBe('embedded');
    expect(readSettings({}, ['--engines=real']).engines).toBe('real');
    expect(() => readSettings({}, ['--engines=fast'])).toThrow(/--engines must be embedded or real, not fast/);
    expect(() => readSettings({ PARLEY_ENGINES: 'x' })).toThrow(/PARLEY_ENGINES must be/);
  });
  test.each(['x', '0', '70000', '1.5'])('PORT=%s is refused by name', (PORT) => {
    expect(() => readSettings({ PORT })).toThrow(/PORT/);
  });
});

describe('ports', () => {
  test('free ports are different and free', async () => {
    const ports = await freePorts(3);
    expect(new Set(ports).size).toBe(3);
    await checkFree(ports[0] ?? 0);
    const datagrams = await freeDatagramPorts(3);
    expect(new Set(datagrams).size).toBe(3);
    expect(Math.min(...datagrams)).toBeGreaterThan(0);
  });
  test('free ports are none that the system gives to outgoing connections: these could take one before it is used', async () => {
    const ports = [...(await freePorts(20)), ...(await freeDatagramPorts(20))];
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });
  test('a port in use is said with what to do', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    await expect(checkFree(typeof address === 'object' && address ? address.port : 0)).rejects.toThrow(/used by another program.*PORT=/);
    server.close();
  });
});

test.each(['two words', 'line\n', 'schlüssel'])('an admin token that no header carries is refused at the start: %j', (token) => {
  expect(() => readSettings({ ADMIN_TOKEN_SECRET: token })).toThrow('ADMIN_TOKEN_SECRET must be');
});

describe('the environment of the children', () => {
  const given = {
    root: '/checkout',
    settings: readSettings({ PARLEY_HOME: '/tmp/h' }),
    apiUrl: 'http://127.0.0.1:8080',
    launchFile: '/tmp/l',
    wakePorts: { workers: 7, gateway: 8 },
    gatewayQueues: ['d'],
    tableEndpoint: 'http://127.0.0.1:8000',
    simulatorUrl: 'http://127.0.0.1:9000',
  };
  test('providers are the simulator, AWS is nowhere, and the shell’s settings win', () => {
    const env = childEnvironment(
      { AWS_PROFILE: 'mine', AWS_REGION: 'eu-west-1', X_API_URL: 'http://mine', EMPTY: '', npm_config_x: '1', PARLEY_OUTGOING_ALLOW: 'a:1' },
      given,
    );
    expect(env).toMatchObject({
      META_GRAPH_URL: 'http://127.0.0.1:9000',
      X_API_URL: 'http://mine',
      PARLEY_OUTGOING_ALLOW: 'a:1,127.0.0.1:9000',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
      PARLEY_PUBLIC_URL: 'http://127.0.0.1:8080',
      PARLEY_WAKE_PORT: '7',
      PARLEY_WAKE_PORTS: 'queue:d=8',
    });
    for (const name of ['AWS_PROFILE', 'EMPTY', 'npm_config_x']) expect(env).not.toHaveProperty(name);
  });
  describe.each([
    ['AITOOLBOX_SERVICE_URL', 'AITOOLBOX_SECRET', 'toolbox'],
    ['TICKET_HELPER_SERVICE_URL', 'TICKET_HELPER_SECRET', 'helper'],
    ['USER_SERVICE_URL', 'USER_SERVICE_SECRET', 'people'],
  ])('%s', (address, secret, path) => {
    const serviceOf = (shell: NodeJS.ProcessEnv, simulatorUrl: string | null = given.simulatorUrl) => {
      const env = childEnvironment(shell, { ...given, simulatorUrl, serviceSecret: 's' });
      return [env[address], env[secret]];
    };
    test('is the simulator’s where it is asked for, none where it is empty, or the shell’s with a secret', () => {
      expect(serviceOf({ [address]: 'simulator' })).toEqual([`http://127.0.0.1:9000/${path}`, 's']);
      expect(serviceOf({ [address]: 'simulator' }, null)).toEqual(['', undefined]);
      expect(serviceOf({ [address]: '' })).toEqual([undefined, undefined]);
      expect(serviceOf({ [address]: 'http://own', [secret]: 'mine' })).toEqual(['http://own', 'mine']);
    });
    test.each([{}, { [secret]: '' }])('is refused at the start without a secret', (more) => {
      expect(() => readSettings({ [address]: 'http://own', ...more })).toThrow(`${address} needs ${secret}`);
      expect(() => readSettings({ [address]: 'simulator', ...more })).not.toThrow();
    });
  });
  test('only the toolbox has a double unless one is asked for', () => {
    const env = childEnvironment({}, { ...given, serviceSecret: 's' });
    expect([env['AITOOLBOX_SERVICE_URL'], env['TICKET_HELPER_SERVICE_URL'], env['USER_SERVICE_URL']]).toEqual([
      'http://127.0.0.1:9000/toolbox',
      undefined,
      undefined,
    ]);
  });
  test('without a simulator nobody is called', () => {
    const env = childEnvironment({ PARLEY_PUBLIC_URL: 'https://public' }, { ...given, simulatorUrl: null });
    expect(env['META_GRAPH_URL']).toBe('http://127.0.0.1:9');
    expect(env['PARLEY_OUTGOING_ALLOW']).toBe('');
    expect(env['PARLEY_PUBLIC_URL']).toBe('https://public');
  });
});

describe('secrets of the stacks', () => {
  const plan = planOf(smallAssembly());
  test('are made once, references answered, and kept', async () => {
    const first = await prepareSecrets(plan, openSecrets(), null);
    expect(first.adminToken).toMatch(/^[A-Za-z0-9]{24}$/);
    expect(JSON.parse((await openSecrets().get('parley/test/app')) ?? '')).toEqual({ adminToken: first.adminToken, tokenKey: 't', cursorKey: 'c' });
    expect(await prepareSecrets(plan, openSecrets(), null)).toEqual(first);
  });
  test('a given admin token holds for as long as it is given', async () => {
    const made = await prepareSecrets(plan, openSecrets(), null);
    expect(await prepareSecrets(plan, openSecrets(), 'given')).toEqual({ adminToken: 'given' });
    expect(JSON.parse((await openSecrets().get('parley/test/app')) ?? '')).toMatchObject({ adminToken: 'given', tokenKey: 't' });
    expect(await prepareSecrets(plan, openSecrets(), null)).toEqual(made);
  });
  test('templates of generated secrets, keys of references, and unknown ones', async () => {
    const secret = (name: string, value: string | null, template: string | null = null) => ({
      name,
      arn: `arn:${name}`,
      value,
      generate: value === null ? { length: 8, template, key: template === null ? null : 'pass' } : null,
    });
    const small = {
      ...plan,
      functions: [functionPlan('f')],
      secrets: [secret('db', null, '{"user":"u"}'), secret('url', 'x:{{resolve:secretsmanager:arn:db:SecretString:pass::}}')],
    };
    expect(await prepareSecrets(small, openSecrets(), null)).toEqual({ adminToken: '' });
    const db = JSON.parse((await openSecrets().get('db')) ?? '') as Record<string, string>;
    expect(db).toMatchObject({ user: 'u' });
    expect(await openSecrets().get('url')).toBe(`x:${db['pass']}`);
    await expect(
      prepareSecrets({ ...small, secrets: [secret('bad', '{{resolve:secretsmanager:arn:none:SecretString:::}}')] }, openSecrets(), null),
    ).rejects.toThrow(/arn:none/);
  });
});

describe('dev.json', () => {
  test('is for its owner only, whole, and the demo’s password stays', async () => {
    const path = join(home(), 'dev.json');
    const demo = await demoAccount(openSecrets());
    expect(await demoAccount(openSecrets())).toEqual(demo);
    writeDevFile(path, { apiUrl: 'a', wsUrl: 'w', consoleUrl: 'c', adminToken: 't', demo });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ apiUrl: 'a', wsUrl: 'w', consoleUrl: 'c', adminToken: 't', demo });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
  test('the demo is open when it has written its progress', async () => {
    writeFileSync(join(home(), 'demo.json'), '{}');
    await whenDemoOpen(home());
  });
});

describe('a start on data that is in use', () => {
  const file = (): string => join(home(), 'processes.json');
  /** A process whose command line names the data folder, as all of ours do. */
  const ours = (trap = ''): number => {
    const child = spawn('/bin/sh', ['-c', `${trap} while true; do sleep 0.05; done`, home()], { stdio: 'ignore', detached: true });
    child.unref();
    return child.pid ?? 0;
  };
  test('ends children that outlived their supervisor', async () => {
    const child = ours('trap "" TERM;');
    writeFileSync(file(), JSON.stringify({ supervisor: 0, children: [child, 0] }));
    await until('it runs', () => isAlive(child));
    expect(await new RunningProcesses(file(), home()).clearAway()).toBe(true);
    expect(isAlive(child)).toBe(false);
  });
  test('leaves a supervisor alone that runs there, and says so', async () => {
    const [supervisor, child] = [ours(), ours()];
    writeFileSync(file(), JSON.stringify({ supervisor, children: [child] }));
    await until('both run', () => isAlive(supervisor) && isAlive(child));
    await expect(new RunningProcesses(file(), home()).clearAway()).rejects.toThrow(new RegExp(`another hub \\(process ${supervisor}\\) runs on ${home()}`));
    expect([isAlive(supervisor), isAlive(child)]).toEqual([true, true]);
    for (const pid of [supervisor, child]) process.kill(pid, 'SIGKILL');
  });
  test('keeps the lock although nothing refers to it any more', async () => {
    const lock = join(home(), 'lock');
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    expect(takeFolder(lock)).toBeDefined();
    for (let round = 0; round < 5; round += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(takeFolder(lock)).toBeUndefined();
  });
  test('waits for one that is stopping, and for no other', async () => {
    const lock = join(home(), 'lock');
    const release = takeFolder(lock);
    expect(release).toBeDefined();
    expect(takeFolder(lock)).toBeUndefined();
    let stopping = true;
    const holder = () => ({ pid: 42, stopping });
    const soon = takeFolderSoon(lock, holder, home(), 20_000);
    await expect(takeFolderSoon(lock, () => ({ pid: 42, stopping: false }), home(), 20_000)).rejects.toThrow(/process 42.*PARLEY_HOME=/);
    await expect(takeFolderSoon(lock, holder, home(), 0)).rejects.toThrow(/another hub/);
    release?.();
    (await soon)();
    stopping = false;
    (await takeFolderSoon(lock, holder, home(), 0))();
    mkdirSync(join(home(), 'folder'));
    expect(() => takeFolder(join(home(), 'folder'))).toThrow(join(home(), 'folder'));
  });
  test('tells who has the folder, and that they are stopping', () => {
    const running = new RunningProcesses(file(), home());
    expect(running.holder()).toEqual({ pid: 0, stopping: false });
    running.write([7]);
    expect(running.holder()).toEqual({ pid: process.pid, stopping: false });
    running.stopping();
    expect(running.holder()).toEqual({ pid: process.pid, stopping: true });
    writeFileSync(file(), 'garbage');
    expect(running.holder()).toEqual({ pid: 0, stopping: false });
  });
  test('a record that cannot be written stops nothing', () => {
    mkdirSync(file());
    const running = new RunningProcesses(file(), home());
    running.write([1]);
    expect(running.holder().pid).toBe(0);
    running.clear();
    expect(existsSync(file())).toBe(false);
  });
  test('never touches a process that is not ours', async () => {
    const other = spawn('/bin/sh', ['-c', 'sleep 100'], { stdio: 'ignore' });
    writeFileSync(file(), JSON.stringify({ supervisor: other.pid, children: [other.pid] }));
    expect(await new RunningProcesses(file(), home()).clearAway()).toBe(false);
    expect(isAlive(other.pid ?? 0)).toBe(true);
    other.kill('SIGKILL');
  });
  test('finds nothing where nothing ran or was stopped', async () => {
    const running = new RunningProcesses(file(), home());
    expect(await running.clearAway()).toBe(false);
    running.write([1]);
    expect(existsSync(file())).toBe(true);
    running.clear();
    expect(existsSync(file())).toBe(false);
  });
});

describe('npm above us', () => {
  test('is watched only under npm, and missed when it is gone', async () => {
    watchAncestors({}, () => expect.unreachable())();
    let gone = 0;
    vi.useFakeTimers();
    const stop = watchAncestors({ npm_lifecycle_event: 'start' }, () => {
      gone += 1;
    });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(gone).toBe(0);
    const parent = vi.spyOn(process, 'ppid', 'get').mockReturnValue(1);
    await vi.advanceTimersByTimeAsync(600);
    expect(gone).toBe(1);
    stop();
    parent.mockRestore();
  });
});
