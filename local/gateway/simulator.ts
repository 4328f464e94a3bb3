import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Simulator {
  startProviderSimulator(options: { port: number }): Promise<{ url: string; close: () => Promise<void> }>;
}

/** Runs the provider simulator (`demo/providers/server.ts`) within the gateway, on its own port. Returns a function that stops it. */
export async function startSimulator(bundles: string, port: number): Promise<() => Promise<void>> {
  const module = (await import(pathToFileURL(join(bundles, 'demo', 'providers', 'server.js')).href)) as Simulator;
  const { close } = await module.startProviderSimulator({ port });
  return close;
}
