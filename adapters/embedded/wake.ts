import { createSocket, type Socket } from 'node:dgram';

/**
 * Wakes pollers when they have work: directly within a process, by a datagram on loopback between processes. A lost datagram only delays one poll, so
 * there is no acknowledgement. Channels: `topic:{name}`, `queue:{name}`, `stream`, `schedules`.
 */
const listeners = new Map<string, Set<() => void>>();
/** The port on which this process listens itself. */
let own: number | undefined;
/** Each datagram takes a system call, so calls within a few milliseconds share one. */
const QUIET_MS = 5;

/** A listening process, from the sender's side. */
interface Outlet {
  readonly socket: Socket;
  readonly pending: Set<string>;
  ready: boolean;
  lastSentAt: number;
  timer: NodeJS.Timeout | undefined;
}
const outlets = new Map<number, Outlet>();

export function onWake(channel: string, listener: () => void): () => void {
  const set = listeners.get(channel) ?? new Set();
  set.add(listener);
  listeners.set(channel, set);
  return () => {
    set.delete(listener);
  };
}

function ring(channel: string): void {
  for (const listener of listeners.get(channel) ?? []) listener();
}

/** The first call after a pause sends at once. Calls in quick succession share a datagram. */
export function wake(channel: string): void {
  ring(channel);
  const port = portOf(channel);
  if (port === 0 || port === own) return;
  const outlet = outlets.get(port) ?? openOutlet(port);
  outlet.pending.add(channel);
  if (!outlet.ready) return;
  const wait = outlet.lastSentAt + QUIET_MS - performance.now();
  if (wait <= 0) flush(outlet);
  else outlet.timer ??= setTimeout(() => flush(outlet), wait).unref();
}

/** The port on which each channel is received: `PARLEY_WAKE_PORT`, except for channels in `PARLEY_WAKE_PORTS` (`{channel}={port},…`). */
function portOf(channel: string): number {
  const named = process.env['PARLEY_WAKE_PORTS'] ?? '';
  if (named !== ports.text) ports = { text: named, byChannel: new Map(named.split(',').map((one) => [one.slice(0, one.lastIndexOf('=')), portAfter(one)])) };
  return ports.byChannel.get(channel) ?? Number(process.env['PARLEY_WAKE_PORT'] ?? 0);
}
const portAfter = (one: string): number => Number(one.slice(one.lastIndexOf('=') + 1));
let ports: { readonly text: string; readonly byChannel: ReadonlyMap<string, number> } = { text: '', byChannel: new Map() };

function openOutlet(port: number): Outlet {
  const socket = createSocket('udp4');
  const outlet: Outlet = { socket, pending: new Set(), ready: false, lastSentAt: Number.NEGATIVE_INFINITY, timer: undefined };
  outlets.set(port, outlet);
  socket.unref();
  // Nobody listens while that process restarts. Its first poll finds all records.
  socket.on('error', () => undefined);
  socket.connect(port, '127.0.0.1', () => {
    outlet.ready = true;
    flush(outlet);
  });
  return outlet;
}

function flush(outlet: Outlet): void {
  clearTimeout(outlet.timer);
  outlet.timer = undefined;
  if (outlet.pending.size === 0) return;
  outlet.lastSentAt = performance.now();
  outlet.socket.send([...outlet.pending].join('\n'), () => undefined);
  outlet.pending.clear();
}

/** Receives the datagrams of other processes on this port (0: any). Answers the port and a way to stop. */
export async function hostWakes(port: number): Promise<{ port: number; close: () => void }> {
  const socket = createSocket('udp4');
  socket.on('message', (text) => {
    for (const channel of text.toString('utf8').split('\n')) ring(channel);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, '127.0.0.1', resolve);
  });
  socket.on('error', () => undefined);
  own = socket.address().port;
  return {
    port: own,
    close: () => {
      own = undefined;
      socket.close();
    },
  };
}
