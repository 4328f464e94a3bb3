import type { Server } from 'node:net';
import { join } from 'node:path';
import { required } from '../../adapters/embedded/home.ts';
import { ObjectStore } from '../../adapters/objects/embedded/store.ts';
import { objectsKey, objectsRoot } from '../../adapters/objects/embedded.ts';
import { routedFunctions } from '../functions/launch.ts';
import { loadFunctions, readLaunch } from '../functions/load.ts';
import { serveSupervisor } from '../supervisor/messages.ts';
import { createConnectionsApi } from './connections-api.ts';
import { demoAccount } from './demo-account.ts';
import { closeServer, createGateway } from './http-server.ts';
import { objectLinks } from './objects.ts';
import { Router } from './router.ts';
import { startSimulator } from './simulator.ts';
import { refuse, SocketGateway } from './sockets.ts';

/** The gateway: HTTP API, WebSocket API and object links on the public port, the connections API on a private one. */
const launch = readLaunch();
const { plan, addresses, connections } = launch;
const closing: (() => Promise<void>)[] = [];
const supervisor = serveSupervisor({
  stop: async () => {
    await Promise.all(closing.map((close) => close()));
  },
});

const functions = await loadFunctions(launch, routedFunctions(plan));
const sockets = new Map(plan.sockets.map((api) => [api.apiId, new SocketGateway(api, functions)]));
const store = new ObjectStore(objectsRoot());
await store.sweep();
const objects = objectLinks(store, objectsKey());
const demo = demoAccount(join(required('PARLEY_HOME'), 'dev.json'));
const server = createGateway({
  router: new Router(plan.http),
  functions,
  own: (request, response, path, query) => objects(request, response, path, query) || demo(request, response, path),
});
server.on('upgrade', (request, socket, head) => {
  const path = (request.url ?? '').split('?')[0];
  const apiId = Object.keys(addresses.sockets).find((id) => new URL(addresses.sockets[id]?.wsUrl ?? 'ws://none').pathname === path);
  const gateway = sockets.get(apiId ?? '');
  if (gateway === undefined) refuse(socket, 404);
  else void gateway.upgrade(request, socket, head);
});
const connectionsApi = createConnectionsApi(sockets, connections.path);
closing.push(async () => {
  // No new ones first, then the open ones: a `$disconnect` may still need the functions.
  const closed = closeServer(server, 3_000);
  await Promise.all([...sockets.values()].map((gateway) => gateway.close(2_000)));
  await Promise.all([closed, closeServer(connectionsApi, 100)]);
});
if (launch.simulatorPort !== null) closing.push(await startSimulator(launch.bundles, launch.simulatorPort));
await listen(connectionsApi, connections.port);
// Inside of a container every address is its own; elsewhere only this machine may reach us.
await listen(server, launch.port, process.env['PARLEY_HOST'] || undefined);
supervisor.ready();

async function listen(target: Server, port: number, host = '127.0.0.1'): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    target.once('error', reject);
    target.listen(port, host, 1024, resolve);
  });
}
