import { ParleyError } from '../../client/rest/problem.ts';
import { type Demo, openDemo, openDemoChats, PEOPLE } from '../shared/demo-people.ts';
import { runningHub } from '../shared/running-hub.ts';
import { buildPage } from './build-page.ts';
import { createServerOf } from './serve.ts';

/** The chat page (docs/examples.md): builds it, and serves it on the loopback address in front of a running hub. */
const HOST = '127.0.0.1';
const port = Number(process.env['PORT'] ?? 5174);
const hub = runningHub();

/** A hub without the demo shop, or one that does not answer yet, is no reason to stop: the page has a form, too. */
async function demoOf(): Promise<Demo | null> {
  try {
    const demo = await openDemo(hub);
    if (demo !== null) await openDemoChats(hub, demo);
    return demo;
  } catch (error) {
    console.warn(`The demo's people cannot be used: ${error instanceof ParleyError ? error.detail : String(error)}`);
    return null;
  }
}

const [files, demo] = await Promise.all([buildPage(), demoOf()]);
const filesOrigin = process.env['PARLEY_FILES_URL'] ?? hub.apiUrl;
const server = createServerOf({ ...hub, filesOrigin: new URL(filesOrigin).origin, files, demo, people: PEOPLE, applications: applications() });
server.listen(port, HOST, () => {
  const address = server.address();
  console.log(`Chat at http://${HOST}:${typeof address === 'object' && address !== null ? address.port : port}, of the hub at ${hub.apiUrl}`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });

/** Tokens of applications whose chats the page lists: `PARLEY_APPLICATIONS`, with commas in between. */
function applications(): string[] {
  return (process.env['PARLEY_APPLICATIONS'] ?? '').split(',').filter((token) => token !== '');
}
