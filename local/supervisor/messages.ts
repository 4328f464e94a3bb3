import { setFaultListener } from '../../adapters/embedded/faults.ts';
import { guardOutput } from '../output/guarded-output.ts';
import { logRepeatedError } from '../output/repeated-errors.ts';

/** Messages between the supervisor and its children, over Node's channel. */
export type ToChild = { readonly type: 'engine'; readonly up: boolean; readonly engine?: string } | { readonly type: 'stop' };
export type FromChild = { readonly type: 'ready' } | { readonly type: 'say'; readonly line: string };

/** The part of `process` that communicates with the supervisor. */
export type ChannelEnd = Pick<NodeJS.Process, 'on' | 'exit' | 'connected'> & { readonly send?: ((message: FromChild) => void) | undefined };

/** Shows a line in the terminal of `npm start`. */
export function tellSupervisor(line: string): void {
  console.error(`parley: ${line}`);
  if (process.send !== undefined && process.connected) process.send({ type: 'say', line } satisfies FromChild);
}

/**
 * The child's side: receives the supervisor's messages, stops on request or when the supervisor is gone (which closes the channel), and
 * isolates a function's crash from the others, as Lambda does.
 */
export function serveSupervisor(
  on: { engine?: (up: boolean, engine?: string) => void; stop: () => Promise<void> },
  self: ChannelEnd = process,
): { ready: () => void } {
  let stopping = false;
  // In tests, `self` is not this process.
  if (self === process) {
    guardOutput();
    setFaultListener(tellSupervisor);
  }
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => self.exit(1), 8_000).unref();
    void on.stop().then(
      () => self.exit(0),
      (error: unknown) => {
        console.error(error);
        self.exit(1);
      },
    );
  };
  self.on('message', (message: ToChild) => {
    if (message.type === 'engine') on.engine?.(message.up, message.engine);
    else stop();
  });
  // The supervisor was killed. Running work will be redelivered, and a new supervisor needs exclusive access to the data.
  self.on('disconnect', () => {
    if (!stopping) self.exit(1);
  });
  // Rarely, on a loaded machine, a child outlived the supervisor although the channel was closed. A changed parent id shows it too.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !stopping) self.exit(1);
  }, 1_000).unref();
  self.on('SIGTERM', stop);
  self.on('SIGINT', stop);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    self.on(event, (error: unknown) => logRepeatedError('an uncaught error', error));
  }
  return {
    ready: () => {
      if (self.send !== undefined && self.connected) self.send({ type: 'ready' } satisfies FromChild);
    },
  };
}
