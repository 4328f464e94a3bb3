/** A provider's API: the export of a channel's `provider.ts`. `channels/registry/providers.ts` is the table of all of them. */
export interface Provider {
  /** The setting that replaces the base address, for a simulator or a test. */
  readonly setting: string;
  /** The base address. */
  readonly url: string;
}
