import type { Node } from 'constructs';
import { PROVIDERS } from '../channels/registry/providers.ts';

/**
 * With `-c emulator=true` the app leaves out what no emulator takes (network, streaming, search): functions stand
 * outside of any network and reach the engines named here.
 */
export interface Emulator {
  /** Of every service, as functions reach it. */
  readonly endpoint: string;
  /** `host:port,…` without TLS. */
  readonly kafkaBrokers: string;
  readonly searchEndpoint: string;
  /** Stands for the providers' APIs; nobody is called without. */
  readonly providers: string | undefined;
}

export function readEmulator(node: Node): Emulator | undefined {
  if (String(node.tryGetContext('emulator') ?? 'false') !== 'true') return undefined;
  const providers: unknown = node.tryGetContext('providers');
  return {
    endpoint: String(node.tryGetContext('endpoint') ?? 'http://127.0.0.1:4566').replace(/\/$/, ''),
    kafkaBrokers: String(node.tryGetContext('kafkaBrokers') ?? '127.0.0.1:9092'),
    searchEndpoint: String(node.tryGetContext('searchEndpoint') ?? 'http://127.0.0.1:9200'),
    providers: typeof providers === 'string' ? providers : undefined,
  };
}

/** An emulator's APIs have no host names that resolve everywhere: the form by path. */
export const gatewayOf = (emulator: Emulator, apiId: string, stage: string): string => `${emulator.endpoint}/_aws/execute-api/${apiId}/${stage}`;

/** The host that may be called although it is not public: the double of the providers, in an emulator only. */
export const allowedHost = (emulator: Emulator | undefined): string => (emulator?.providers ? new URL(emulator.providers).host : '');

/** The sender's settings that differ in an emulator, where replies go to a double of the providers. */
export const doubledProviders = (emulator: Emulator | undefined): Record<string, string> => {
  const double = emulator?.providers;
  if (!double) return {};
  return { ...Object.fromEntries(Object.keys(PROVIDERS).map((name) => [name, double])), PARLEY_OUTGOING_ALLOW: allowedHost(emulator) };
};
