import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the simulated SES uses of the hub: it starts the function for mail, and stores mails in the bucket. */
interface MailHub {
  readonly onMailEvent: (event: unknown) => Promise<void>;
  readonly storeMail: (messageId: string, raw: Uint8Array) => Promise<void>;
}

interface Simulator {
  startProviderSimulator(options: { port: number; hub: MailHub | undefined }): Promise<{ url: string; close: () => Promise<void> }>;
}

/** Runs the provider simulator (`demo/providers/server.ts`) within the gateway, on its own port. Returns a function that stops it. */
export async function startSimulator(bundles: string, port: number, hub: MailHub | undefined): Promise<() => Promise<void>> {
  const module = (await import(pathToFileURL(join(bundles, 'demo', 'providers', 'server.js')).href)) as Simulator;
  const { close } = await module.startProviderSimulator({ port, hub });
  return close;
}
