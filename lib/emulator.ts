import type { Node } from 'constructs';
import { PROVIDERS } from '../channels/registry/providers.ts';

/**
 * With `-c emulator=true` the app leaves out what emulators do not support (network, streaming, search): functions run
 * outside of any VPC and use the engines named here.
 */
export interface Emulator {
  /** The endpoint of all AWS services, as functions reach it. */
  readonly endpoint: string;
  /** `host:port,…` without TLS. */
  readonly kafkaBrokers: string;
  readonly searchEndpoint: string;
  /** Replaces the providers' APIs; without it, no provider is called. */
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

/** The host names of an emulator's APIs do not resolve everywhere, so this is the URL with the API in its path. */
export const gatewayOf = (emulator: Emulator, apiId: string, stage: string): string => `${emulator.endpoint}/_aws/execute-api/${apiId}/${stage}`;

/** The host that may be called although it is not public: the simulated providers, in an emulator only. */
export const allowedHost = (emulator: Emulator | undefined): string => (emulator?.providers ? new URL(emulator.providers).host : '');

/** The sender's settings that differ in an emulator, where replies go to simulated providers. */
export const doubledProviders = (emulator: Emulator | undefined): Record<string, string> => {
  const double = emulator?.providers;
  if (!double) return {};
  return { ...Object.fromEntries(Object.keys(PROVIDERS).map((name) => [name, double])), PARLEY_OUTGOING_ALLOW: allowedHost(emulator) };
};
