import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KEPT } from './kept.ts';

export interface DoubleCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
export interface DoubleAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
/** `lost`: the call has its effect, and the answer is not sent. `silent`: nothing happens. */
export type DoubleFault = 'lost' | 'silent' | DoubleAnswer;

export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly authorization: string | undefined;
  /** Null: no answer was sent. */
  readonly status: number | null;
  /** Epoch ms. */
  readonly at: number;
}

/** A provider on a port of its own, which remembers its calls, and whose next calls of a path can be made to fail. */
export interface ProviderDouble {
  readonly host: string;
  readonly url: string;
  calls(path: RegExp): readonly SeenCall[];
  behave(path: RegExp, ...faults: readonly DoubleFault[]): void;
  close(): void;
}

export const startDouble = async (answer: (call: DoubleCall) => Promise<DoubleAnswer> | DoubleAnswer): Promise<ProviderDouble> => {
  const seen: SeenCall[] = [];
  const faults: { readonly path: RegExp; readonly left: DoubleFault[] }[] = [];
  const server = createServer(KEPT, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      void (async () => {
        const url = new URL(request.url ?? '/', 'http://provider');
        const body = Buffer.concat(parts);
        const fault = faults.find(({ path, left }) => path.test(url.pathname) && left.length > 0)?.left.shift();
        const told = (status: number | null): void => {
          const { authorization } = request.headers;
          seen.push({ method: String(request.method), path: url.pathname, body: body.toString('latin1'), authorization, status, at: Date.now() });
        };
        if (fault === 'silent') return told(null);
        const made = typeof fault === 'object' ? fault : await answer({ method: String(request.method), url, headers: request.headers, body });
        told(fault === 'lost' ? null : made.status);
        if (fault === 'lost') return;
        response.writeHead(made.status, { 'content-type': 'application/json', ...made.headers }).end(made.body === null ? '' : JSON.stringify(made.body));
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    calls: (path) => seen.filter((one) => path.test(one.path)),
    behave: (path, ...left) => void faults.push({ path, left: [...left] }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
};
