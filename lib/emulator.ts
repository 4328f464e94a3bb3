import type { Node } from 'constructs';

/**
 * With `-c emulator=true` the app leaves out what no emulator takes (network, streaming, search): functions stand
 * outside of any network and reach the engines named here.
 */
export interface Emulator {
  /** `host:port,…` without TLS. */
  readonly kafkaBrokers: string;
  readonly searchEndpoint: string;
}

export function readEmulator(node: Node): Emulator | undefined {
  if (String(node.tryGetContext('emulator') ?? 'false') !== 'true') return undefined;
  return {
    kafkaBrokers: String(node.tryGetContext('kafkaBrokers') ?? '127.0.0.1:9092'),
    searchEndpoint: String(node.tryGetContext('searchEndpoint') ?? 'http://127.0.0.1:9200'),
  };
}
