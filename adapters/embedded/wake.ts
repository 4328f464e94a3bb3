import { createSocket, type Socket } from 'node:dgram';

/**
 * Tells pollers that there is something to do: at once within a process, by a datagram on loopback between
 * processes. A lost datagram costs one slow poll and nothing else, so nobody waits for an answer.
 * Channels: `topic:{name}`, `queue:{name}`, `stream`, `schedules`.
 */
const listeners = new Map<string, Set<() => void>>();
const pending = new Set<string>();
let sender: Socket | undefined;
let ready = false;
let hosting = false;
let lastSentAt = Number.NEGATIVE_INFINITY;
let timer: NodeJS.Timeout | undefined;
/** Under load one datagram every so many milliseconds tells as much as hundreds, and each costs a system call. */
const QUIET_MS = 2;

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

/** At once after a pause; calls in quick succession share a datagram. */
export function wake(channel: string): void {
  ring(channel);
  const port = Number(process.env['PARLEY_WAKE_PORT'] ?? 0);
  if (hosting || port === 0) return;
  if (pending.size === 0) {
    const wait = lastSentAt + QUIET_MS - performance.now();
    if (wait <= 0) setImmediate(() => flush(port));
    else timer ??= setTimeout(() => flush(port), wait).unref();
  }
  pending.add(channel);
}

function flush(port: number): void {
  timer = undefined;
  lastSentAt = performance.now();
  const text = [...pending].join('\n');
  pending.clear();
  if (sender === undefined) {
    sender = createSocket('udp4');
    sender.unref();
    // Nobody listens while the workers restart: their first poll finds everything.
    sender.on('error', () => undefined);
    sender.connect(port, '127.0.0.1', () => {
      ready = true;
      sender?.send(text, () => undefined);
    });
  } else if (ready) {
    sender.send(text, () => undefined);
  }
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
  hosting = true;
  return {
    port: socket.address().port,
    close: () => {
      hosting = false;
      socket.close();
    },
  };
}
