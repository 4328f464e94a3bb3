import type { ServerResponse } from 'node:http';
import { graphError } from './graph-error.ts';

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

  /** True if the call was answered with a fault. */
  answer(path: string, response: ServerResponse): boolean {
    const fault = this.next.get(path)?.shift() ?? null;
    if (fault === null) return false;
    if ('hang' in fault) return true;
    const { status, code, retryAfter } = fault;
    const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    if (code === undefined) response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<html>');
    else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(graphError(status, code, `(#${code})`).body));
    return true;
  }
}
