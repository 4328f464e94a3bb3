import { Agent, request as plain } from 'node:http';
import { request as secure } from 'node:https';

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: number | null;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/**
 * Sends one request. `fetch` would work, but loading it takes about 15 MB, in a process that always runs on a laptop.
 * @throws when there is no answer within `timeoutMs`
 */
export function send(method: string, url: string, headers: Readonly<Record<string, string>>, body: string | null, timeoutMs = 15_000): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const bytes = body === null ? null : Buffer.from(body);
    const isSecure = url.startsWith('https:');
    const sized = bytes === null ? headers : { ...headers, 'content-length': String(bytes.length) };
    const call = (isSecure ? secure : plain)(url, { method, headers: sized, signal: AbortSignal.timeout(timeoutMs), ...(isSecure ? {} : { agent }) });
    call.once('error', reject);
    call.once('response', (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.once('error', reject);
      answer.once('end', () => {
        const after = Number(answer.headers['retry-after']);
        resolve({ status: answer.statusCode ?? 0, retryAfter: Number.isFinite(after) ? after : null, text: Buffer.concat(parts).toString('utf8') });
      });
    });
    call.end(bytes ?? undefined);
  });
}
