import { apiSender } from './api/sender.ts';
import type { Sender } from './channel.ts';
import { whatsappSender } from './whatsapp/sender.ts';

/** A sender whose credentials have been checked by its channel's own schema before they were stored. */
export type AnySender = Sender<Readonly<Record<string, unknown>>>;

/** Apart from the registry of channels, so that who only sends carries no parser. */
const BUILT: ReadonlyMap<string, AnySender> = new Map<string, unknown>([whatsappSender, apiSender].map((sender) => [sender.name, sender])) as ReadonlyMap<
  string,
  AnySender
>;

/** Undefined for a name that is no channel, and for channels whose sender is not built yet. */
export const senderNamed = (name: string): AnySender | undefined => BUILT.get(name);
