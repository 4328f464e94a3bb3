import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type REPLServer, start } from 'node:repl';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import { findHub } from './console/hub.ts';
import { openStores } from './console/stores.ts';

/** `make console`: a prompt with the stores of a laptop hub, whether it runs or not. `PARLEY_HOME` selects the hub. */
const OFFERS = `table    the table: await table.query({pk: 'T#…'}) · table.get([{pk, sk}]) · table.scan({limit: 10})
search   await search.query({tenantId, q: 'lantern', filters: {}, wall: null, limit: 10, cursor: null, sort: 'updatedAt', facets: false})
topics   await topics.list() · topics.last('messages', 5)
queues   queues.list() · queues.peek('outbound')
api      await api('GET', '/v1/tickets') as the demo's admin · api.signIn({tenant, email, password}) · api.admin('POST', '/v1/tenants', {…})
hub      its addresses and its plan · .offers shows this again · .exit leaves`;

try {
  const hub = await findHub(resolve(process.env['PARLEY_HOME'] || '.parley'));
  const stores = await openStores(hub);
  console.log(`Parley on ${hub.home}, ${hub.running ? `running at ${hub.dev.apiUrl}` : 'not running: the API does not answer, the stores do'}\n${OFFERS}`);
  const typed = process.stdin.isTTY ? undefined : createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const input = typed === undefined ? process.stdin : new PassThrough();
  const prompt = start({
    prompt: 'parley> ',
    input,
    output: process.stdout,
    writer: (value) => inspect(value, { depth: 6, maxArrayLength: 100, colors: process.stdout.isTTY }),
  });
  Object.assign(prompt.context, { ...stores, close: undefined, hub });
  prompt.defineCommand('offers', {
    help: 'Shows what you can use',
    action() {
      console.log(OFFERS);
      this.displayPrompt();
    },
  });
  if (typed === undefined) prompt.setupHistory(join(hub.home, 'console-history'), () => undefined);
  else feed(prompt, input as PassThrough, typed);
  prompt.once('exit', () => {
    void stores.close().finally(() => process.exit(0));
  });
} catch (error) {
  console.error(`Parley: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** Feeds lines of a pipe one by one: the next one when the previous one has its answer, as a person would. */
function feed(prompt: REPLServer, input: PassThrough, lines: AsyncIterator<string>): void {
  const next = (): void => {
    void lines.next().then(({ done, value }) => (done === true ? input.end() : input.write(`${value}\n`)));
  };
  const show = prompt.displayPrompt.bind(prompt);
  prompt.displayPrompt = (preserveCursor) => {
    show(preserveCursor);
    next();
  };
  next();
}
