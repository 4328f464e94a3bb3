import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { sameText } from '../providers/graph-error.ts';
import { type AnalyzeRequest, analyze } from './answers.ts';

const REMEMBERED = 200;

/** The AI toolbox as the simulator's server shows it: calls signed with `secret`, a list of the newest of them, and tenants for which it is down. */
export const toolboxDouble = (secret: string) => {
  const calls: unknown[] = [];
  const down = new Set<string>();
  return (route: string, headers: IncomingHttpHeaders, body: string): { readonly status: number; readonly body: unknown } => {
    if (route === 'GET /toolbox/calls') return { status: 200, body: { items: calls } };
    if (route === 'PUT /toolbox/state') {
      const state = JSON.parse(body) as { tenantId: string; down: boolean };
      if (state.down) down.add(state.tenantId);
      else down.delete(state.tenantId);
      return { status: 200, body: { tenantId: state.tenantId, down: state.down } };
    }
    if (route !== 'POST /toolbox/v1/analyze') return { status: 404, body: { error: 'no such path' } };
    const { 'x-parley-signature': signature, 'x-parley-timestamp': timestamp } = headers;
    const expected = `sha256=${createHmac('sha256', secret)
      .update(`${String(timestamp)}.${body}`)
      .digest('hex')}`;
    if (typeof signature !== 'string' || !sameText(signature, expected)) return { status: 401, body: { error: 'wrong signature' } };
    const asked = JSON.parse(body) as AnalyzeRequest & { tenantId: string; ticketId: string };
    calls.unshift({ tenantId: asked.tenantId, ticketId: asked.ticketId, want: asked.want, kinds: asked.messages.map(({ kind }) => kind) });
    calls.length = Math.min(calls.length, REMEMBERED);
    return down.has(asked.tenantId) ? { status: 503, body: { error: 'down' } } : { status: 200, body: analyze(asked) };
  };
};
