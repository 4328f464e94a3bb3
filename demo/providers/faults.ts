import type { ServerResponse } from 'node:http';
import { graphError } from './graph-error.ts';
import type { SiteReply } from './site.ts';

/** The result of one call: an error of the Graph API, one of a gateway (without `code`), or no answer. */
export type Fault = { readonly status: number; readonly code?: number; readonly retryAfter?: number } | { readonly hang: true };

/** Faults of the next calls of each path, in order. */
export class Faults {
  private readonly next = new Map<string, (Fault | null)[]>();

  set(path: string, faults: (Fault | null)[]): void {
    this.next.set(path, faults);
  }

  /** How many calls of a path still have a set answer. */
  left(path: string): number {
    return this.next.get(path)?.length ?? 0;
  }

  /** The next fault of a path; undefined if the call is answered normally. */
  reply(path: string): SiteReply | undefined {
    const fault = this.next.get(path)?.shift() ?? null;
    if (fault === null) return undefined;
    if ('hang' in fault) return {};
    const { status, code, retryAfter } = fault;
    const headers: SiteReply['headers'] = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    return code === undefined ? { status, headers, html: '<html>' } : { status, headers, body: graphError(status, code, `(#${code})`).body };
  }

  /** True if the call was answered with a fault. */
  answer(path: string, response: ServerResponse): boolean {
    const reply = this.reply(path);
    if (reply?.status === undefined) return reply !== undefined;
    const { status, headers, html, body } = reply;
    response.writeHead(status, { 'content-type': html === undefined ? 'application/json' : 'text/html', ...headers }).end(html ?? JSON.stringify(body));
    return true;
  }
}
