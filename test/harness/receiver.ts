import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KEPT } from './kept.ts';

export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  // Whatever Parley sent; a wrong guess fails the test.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  /** By the receiver's clock, in ms; tells one call's time from another's. */
  readonly at: number;
}

/** Answers one call, or (no answer at all) keeps it waiting. `nth`: the calls of its path so far, this one included. */
export type Behaviour = (response: ServerResponse, call: Received, nth: number) => void;

/** Somebody's system that Parley calls: callbacks, webhooks of rules, a provider. Each path behaves as the test says, 200 otherwise. */
export interface Receiver {
  readonly host: string;
  readonly url: (path: string) => string;
  behave(path: string, behaviour: Behaviour): void;
  calls(path?: string): readonly Received[];
  close(): void;
}

export const answer =
  (status: number, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

export const hang: Behaviour = () => {};

export const startReceiver = async (): Promise<Receiver> => {
  const behaviours = new Map<string, Behaviour>();
  const calls: Received[] = [];
  const server: Server = createServer(KEPT, (request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const path = request.url ?? '/';
      const call: Received = { path, headers: request.headers, body: text === '' ? null : JSON.parse(text), at: performance.now() };
      calls.push(call);
      (behaviours.get(path) ?? answer(200))(response, call, calls.filter((one) => one.path === path).length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: (path) => `http://${host}${path}`,
    behave: (path, behaviour) => void behaviours.set(path, behaviour),
    calls: (path) => calls.filter((call) => path === undefined || call.path === path),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
