import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';

/** Where a reader waits for a second, the test waits until counters and search have followed. */
const PATIENCE = `sleep() {
  for _ in $(seq 1 300); do
    [ "$(curl -sS "$HUB/v1/queues/$QUEUE" -H "$AUTH" | json .counters.created)" = 2 ] &&
      [ "$(curl -sS "$HUB/v1/search?q=lantern" -H "$AUTH" | json .items.length)" = 1 ] && return
    command sleep 0.1
  done
}
`;

test('the lines of the README do what it says they do', async () => {
  const hub = inject('hub');
  const [, script] = /## By hand, with curl[\s\S]*?```sh\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'parley-readme-'));
  try {
    const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-euc', `${PATIENCE}${script ?? 'exit 1'}`], {
      cwd: folder,
      env: { ...process.env, HUB: hub.baseUrl, PARLEY_HOME: hub.home },
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/HTTP\/1\.1 200/);
    const [tenant, ...rest] = stdout
      .split('\n')
      .filter((line) => line.startsWith('{"'))
      .map((line) => JSON.parse(line));
    expect(tenant).toMatchObject({ slug: 'acme', name: 'Acme' });
    const [tickets, queued, found, reply] = rest.filter((answer) => answer.accepted === undefined);
    expect(tickets.items.map((ticket: { author: { name: string } }) => ticket.author.name).toSorted()).toEqual(['Giulia Ferri', 'Marco Bianchi']);
    expect(queued.items).toHaveLength(2);
    expect(stdout).toMatch(/created: 2/);
    expect(found.items ?? found.hits).toHaveLength(1);
    expect(reply).toMatchObject({ kind: 'reply', text: 'It left this morning.' });
    expect(stdout.trimEnd().endsWith('working')).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
