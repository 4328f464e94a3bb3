import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { send } from './http.ts';
import { call } from './hub.ts';
import { seeded } from './random.ts';
import { writeCourierChat } from './shop/courier.ts';
import type { Language } from './shop/people.ts';
import { allowPages, connectCallback, type DemoFile, openShop, registerAccounts, type Shop } from './shop/setup.ts';
import { answerOne } from './shop/staff.ts';
import { BURST, story, type Utterance } from './shop/story.ts';
import { visitShop } from './shop/visitor.ts';
import { BATCH, type Caller, callerOf, request, type Said } from './shop/webhooks.ts';
import { createShopPage } from './shop-page/server.ts';

/**
 * The demo: opens the shop once, then simulates its customers. `npm start` runs it as a child process when PARLEY_DEMO is not 0.
 * The progress is in `$PARLEY_HOME/demo.json`, saved before each step with the step's time: messages that a crash
 * repeats have the same ids and bytes, and the hub recognises the duplicates.
 */
interface Progress {
  /** The next utterance's number. */
  readonly next: number;
  /** Its time (for the first burst, the time of the burst), epoch ms. */
  readonly at: number;
}

/** Messages of one run: fast at first, then slower, then none, so that a forgotten demo does not fill the disk. */
export interface Pace {
  readonly lively: number;
  readonly most: number;
  readonly livelyMs: readonly [number, number];
  readonly slowMs: readonly [number, number];
}
export const PACE: Pace = { lively: 250, most: 600, livelyMs: [3000, 8000], slowMs: [45_000, 120_000] };

export async function runDemo(options: {
  home: string;
  simulatorUrl: string | null;
  signal: AbortSignal;
  pace?: Pace;
  /** The port of the shop's pages; null: they are not served. */
  pagePort?: number | null;
  log: (line: string) => void;
}): Promise<void> {
  const { home, simulatorUrl, signal, log, pace = PACE, pagePort = null } = options;
  const file = JSON.parse(await readFile(join(home, 'dev.json'), 'utf8')) as DemoFile;
  await call('GET', `${file.apiUrl}/v1/health`);
  const shop = await openShop(file);
  if (pagePort !== null) await servePages(file, shop, pagePort, signal).then(log, (error: unknown) => log(`the shop’s page is not served: ${String(error)}`));
  const progress = new ProgressFile(join(home, 'demo.json'));
  let { next, at } = await progress.read();
  if (simulatorUrl !== null) {
    await registerAccounts(file, simulatorUrl, shop.accounts, reviewsAt(next));
    if (progress.callback !== simulatorUrl) await connectCallback(file, shop, simulatorUrl);
    progress.callback = simulatorUrl;
  }
  const telling = story();
  const languages = new Map<string, Language>();
  const nextUtterance = (): Utterance => {
    const utterance = telling.next().value;
    languages.set(utterance.customer.id, utterance.customer.language);
    return utterance;
  };
  const languageOf = (authorId: string): Language => languages.get(authorId) ?? 'en';

  const burst = Array.from({ length: BURST }, nextUtterance);
  if (next < BURST) {
    at = at || Date.now();
    await progress.write({ next: 0, at });
    await sendBurst(
      burst.map((each) => ({ ...each, at: at - (BURST - each.k) * 4 * 60_000 })),
      shop,
      signal,
    );
    await visitShop(shop.chat, 0);
    for (let turn = 0; turn < 14 && !signal.aborted; turn++) await answerOne(shop.staff, turn, languageOf);
    await writeCourierChat(shop.admin);
    next = BURST;
    at = 0;
    log(`${BURST} messages of ${new Set(burst.map((each) => each.customer.key)).size} customers are in`);
  }
  for (let k = BURST; k < next; k++) nextUtterance();

  const random = seeded(next);
  const between = ([least, most]: readonly [number, number]): number => least + random() * (most - least);
  for (let sent = 0; sent < pace.most && !signal.aborted; sent++, next++, at = 0) {
    await pause(between(sent < pace.lively ? pace.livelyMs : pace.slowMs), signal);
    if (signal.aborted) return;
    const said: Said = { ...nextUtterance(), at: at || Date.now() };
    await progress.write({ next, at: said.at });
    await deliver(callerOf(said), [said], shop, signal);
    // Providers deliver at least once, so sometimes the same call is repeated.
    if (random() < 0.08) await deliver(callerOf(said), [said], shop, signal);
    await progress.write({ next: next + 1, at: 0 });
    if (simulatorUrl !== null) await registerAccounts(file, simulatorUrl, shop.accounts, reviewsAt(next)).catch(() => undefined);
    if (sent % 3 === 2) await answerOne(shop.staff, sent, languageOf);
    // The visitor of the chat is active about every minute.
    if (sent % 10 === 9) await visitShop(shop.chat, Math.floor((next - BURST) / 10) + 1);
  }
}

/** Serves the shop's pages with the chat widget. Returns a line for the log. */
async function servePages(file: DemoFile, { chat, ...shop }: Shop, port: number, signal: AbortSignal): Promise<string> {
  if (!file.wsUrl) return 'without a WebSocket address, the shop’s page is not served';
  const server = createShopPage({ hubUrl: chat.apiUrl, wsUrl: file.wsUrl, originId: chat.originId, identitySecret: chat.identitySecret });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  signal.addEventListener('abort', () => server.close());
  await allowPages({ chat, ...shop }, [`127.0.0.1:${port}`, `localhost:${port}`]);
  return `the shop’s page with the chat is at http://127.0.0.1:${port}/`;
}

/** Ten after the hub's, so that both can be told together. */
const pagePortOf = async (home: string): Promise<number> => {
  const { apiUrl } = JSON.parse(await readFile(join(home, 'dev.json'), 'utf8')) as DemoFile;
  return Number(new URL(apiUrl).port || 80) + 10;
};

/** Some customers have written a review before the shop opens here; later there is one for every 20 messages. */
const reviewsAt = (next: number): number => 3 + Math.floor(next / 20);

/** Many messages in few calls, as providers do; calls of different providers overlap, those of one come in order. */
async function sendBurst(said: readonly Said[], shop: Shop, signal: AbortSignal): Promise<void> {
  const byCaller = Map.groupBy(said, callerOf);
  await Promise.all(
    [...byCaller].map(async ([caller, messages]) => {
      for (let start = 0; start < messages.length; start += BATCH[caller]) await deliver(caller, messages.slice(start, start + BATCH[caller]), shop, signal);
    }),
  );
}

/** Retries until the hub accepts it, as providers do. */
async function deliver(caller: Caller, said: readonly Said[], shop: Shop, signal: AbortSignal): Promise<void> {
  const { url, headers, body } = request(caller, said, shop.accounts);
  for (let attempt = 1; !signal.aborted; attempt++) {
    const { status } = await send('POST', url, headers, body).catch(() => ({ status: 0 }));
    if (status >= 200 && status < 300) return;
    // The origin was removed or its secret rotated: the demo sends no more messages to it.
    if (status === 401 || status === 404) return;
    await pause(Math.min(250 * 2 ** attempt, 10_000), signal);
  }
}

/** A damaged file counts as missing: the hub recognises messages that are repeated. */
function parsed(text: string): Partial<Progress & { callback: string }> {
  try {
    return JSON.parse(text) as Partial<Progress & { callback: string }>;
  } catch {
    return {};
  }
}

class ProgressFile {
  /** The address of the simulator in the shop's callback. */
  callback = '';
  private readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  async read(): Promise<Progress> {
    const text = await readFile(this.path, 'utf8').catch(() => '{}');
    const { next = 0, at = 0, callback = '' } = parsed(text);
    this.callback = callback;
    return { next, at };
  }
  /** Writes the file atomically. */
  async write(progress: Progress): Promise<void> {
    await writeFile(`${this.path}.new`, JSON.stringify({ ...progress, callback: this.callback }));
    await rename(`${this.path}.new`, this.path);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

/** META_GRAPH_URL if it is on this machine: the simulator. The demo's accounts are never sent to a real provider. */
function simulatorFrom(url: string | undefined): string | null {
  if (url === undefined || url === '') return null;
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname) ? url.replace(/\/$/, '') : null;
}

if (import.meta.main) {
  const parent = process.ppid;
  // The demo can be interrupted at any point, so it exits at once: on a signal, and when its parent is gone.
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(event, () => process.exit(0));
  setInterval(() => process.ppid === parent || process.exit(0), 2000).unref();
  process.channel?.unref();
  const home = process.env['PARLEY_HOME'] ?? '.parley';
  const log = (line: string): void => console.log(`demo: ${line}`);
  const pagePort = await pagePortOf(home);
  await runDemo({ home, simulatorUrl: simulatorFrom(process.env['META_GRAPH_URL']), signal: new AbortController().signal, pagePort, log }).catch(
    (error: unknown) => {
      console.error(`demo: stopped: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    },
  );
}
