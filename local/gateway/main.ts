import type { Server } from 'node:net';
import { join } from 'node:path';
import { required } from '../../adapters/embedded/home.ts';
import { hostWakes } from '../../adapters/embedded/wake.ts';
import { ObjectStore } from '../../adapters/objects/embedded/store.ts';
import { objectsKey, objectsRoot } from '../../adapters/objects/embedded.ts';
import { queueEngine } from '../../adapters/queues/embedded.ts';
import { holdSockets } from '../../adapters/sockets/embedded.ts';
import { gatewayFunctions, gatewayQueues, mailFunction } from '../functions/launch.ts';
import { loadFunctions, readLaunch } from '../functions/load.ts';
import { serveSupervisor } from '../supervisor/messages.ts';
import { EngineHealth } from '../workers/engine-health.ts';
import { pollQueues } from '../workers/queue-poller.ts';
import { consoleFiles } from './console-files.ts';
import { demoAccount } from './demo-account.ts';
import { closeServer, createGateway } from './http-server.ts';
import { objectLinks } from './objects.ts';
import { Router } from './router.ts';
import { startSimulator } from './simulator.ts';
import { refuse, SocketGateway } from './sockets.ts';
import { widgetFiles } from './widget-files.ts';

/** The gateway: HTTP API, WebSocket API and object links on the public port, and the queues whose functions post to the open connections. */
const launch = readLaunch();
const { plan, addresses } = launch;
const health = new EngineHealth();
const closing: (() => Promise<void>)[] = [];
const supervisor = serveSupervisor({
  engine: (up, engine) => health.set(up, engine),
  stop: async () => {
    health.set(true);
    await Promise.all(closing.map((close) => close()));
  },
});

const functions = await loadFunctions(launch, gatewayFunctions(plan));
const sockets = new Map(plan.sockets.map((api) => [api.apiId, new SocketGateway(api, functions)]));
for (const [apiId, gateway] of sockets) holdSockets(addresses.sockets[apiId]?.connections ?? '', gateway);
await hostWakes(launch.wakePorts.gateway);
const store = new ObjectStore(objectsRoot());
await store.sweep();
const objects = objectLinks(store, objectsKey());
const widget = widgetFiles(join(launch.bundles, 'widget'));
const demo = demoAccount(join(required('PARLEY_HOME'), 'dev.json'));
const wsUrl = Object.values(addresses.sockets)[0]?.wsUrl ?? '';
const agents = consoleFiles({ root: required('PARLEY_ROOT'), folder: join(required('PARLEY_HOME'), 'console'), wsUrl });
const server = createGateway({
  router: new Router(plan.http),
  functions,
  own: (request, response, path, query) =>
    objects(request, response, path, query) || demo(request, response, path) || widget(request, response, path) || agents(request, response, path, query),
});
server.on('upgrade', (request, socket, head) => {
  const path = (request.url ?? '').split('?')[0];
  const apiId = Object.keys(addresses.sockets).find((id) => new URL(addresses.sockets[id]?.wsUrl ?? 'ws://none').pathname === path);
  const gateway = sockets.get(apiId ?? '');
  if (gateway === undefined) refuse(socket, 404);
  else void gateway.upgrade(request, socket, head);
});
const queues = pollQueues(gatewayQueues(plan), functions, queueEngine(), health);
closing.push(async () => {
  // First stops new connections, then closes the open ones. A `$disconnect` may still need the functions.
  const closed = closeServer(server, 3_000);
  await Promise.all([queues.stop(), ...[...sockets.values()].map((gateway) => gateway.close(2_000))]);
  await closed;
});
if (launch.simulatorPort !== null) {
  const mail = functions.get(mailFunction(plan) ?? '');
  const prefix = mail?.plan.environment['MAIL_OBJECTS_PREFIX'] ?? '';
  const hub = mail && {
    onMailEvent: async (event: unknown) => void (await mail.invoke(event)),
    storeMail: (messageId: string, raw: Uint8Array) => store.put(`${prefix}${messageId}`, raw, 'message/rfc822'),
  };
  closing.push(await startSimulator(launch.bundles, launch.simulatorPort, hub));
}
// A container listens on its own address. Elsewhere, only this machine may connect.
await listen(server, launch.port, process.env['PARLEY_HOST'] || undefined);
supervisor.ready();

async function listen(target: Server, port: number, host = '127.0.0.1'): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    target.once('error', reject);
    target.listen(port, host, 1024, resolve);
  });
}
