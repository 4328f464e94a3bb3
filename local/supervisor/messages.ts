/** What the supervisor and its children say to each other over Node's channel. */
export type ToChild = { readonly type: 'engine'; readonly up: boolean } | { readonly type: 'stop' };
export type FromChild = { readonly type: 'ready' } | { readonly type: 'say'; readonly line: string };

/** Shows a line in the terminal of `npm start`. */
export function tellSupervisor(line: string): void {
  console.error(`parley: ${line}`);
  if (process.send !== undefined && process.connected) process.send({ type: 'say', line } satisfies FromChild);
}

/**
 * A child's side: hears the supervisor, stops when told or when the supervisor is gone (its channel closes with it), and
 * keeps one function's crash from taking the others along, as Lambda does.
 */
export function serveSupervisor(on: { engine?: (up: boolean) => void; stop: () => Promise<void> }): { ready: () => void } {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 8_000).unref();
    void on.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('message', (message: ToChild) => {
    if (message.type === 'engine') on.engine?.(message.up);
    else stop();
  });
  // The supervisor was killed. What is in work will come again; a new supervisor must find nobody at its data.
  process.on('disconnect', () => {
    if (!stopping) process.exit(1);
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => console.error('parley: an error that nobody caught:', error));
  }
  return {
    ready: () => {
      if (process.send !== undefined && process.connected) process.send({ type: 'ready' } satisfies FromChild);
    },
  };
}
