import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KEPT } from './kept.ts';

/** A request of the Converse API, as far as this double looks at it. */
export interface ConverseRequest {
  readonly modelId: string;
  readonly authorization: string;
  readonly body: {
    readonly system: readonly { readonly text: string }[];
    readonly messages: readonly { readonly role: string; readonly content: readonly { readonly text: string }[] }[];
    readonly inferenceConfig: { readonly maxTokens: number; readonly temperature: number };
  };
}

export interface BedrockAnswer {
  readonly status: number;
  /** `x-amzn-ErrorType`. */
  readonly error?: string;
  readonly body: unknown;
}

/**
 * A 200 of `POST /model/{modelId}/converse`, with the members of the documented response (docs.aws.amazon.com/bedrock/latest/APIReference/
 * API_runtime_Converse.html, read 2026-11). Written by hand: it shares no code with the adapter.
 */
export const conversed = (text: string, stopReason = 'end_turn'): BedrockAnswer => ({
  status: 200,
  body: {
    output: { message: { role: 'assistant', content: [{ reasoningContent: { reasoningText: { text: 'Let me think.' } } }, { text }] } },
    stopReason,
    usage: { inputTokens: 120, outputTokens: 34, totalTokens: 154 },
    metrics: { latencyMs: 812 },
  },
});

/** An error of the page above: its name in a header, its message in the body. */
export const failed = (status: number, error: string): BedrockAnswer => ({ status, error, body: { message: `${error}: what Bedrock says about it` } });

/** Bedrock's runtime on loopback. It demands a signature of version 4 for the service `bedrock`, and answers what the test says, in order; the last stays. */
export const startBedrock = async () => {
  const requests: ConverseRequest[] = [];
  let answers: BedrockAnswer[] = [];
  const server = createServer(KEPT, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const match = /^\/model\/([^/]+)\/converse$/.exec(request.url ?? '');
      const authorization = request.headers.authorization ?? '';
      const isSigned = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[a-z0-9-]+\/bedrock\/aws4_request,/.test(authorization);
      const send = ({ status, error, body }: BedrockAnswer): void => {
        response.writeHead(status, {
          'content-type': 'application/json',
          ...(error === undefined ? {} : { 'x-amzn-errortype': `${error}:http://internal.amazon.com/` }),
        });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      };
      if (request.method !== 'POST' || !match) return send(failed(404, 'UnknownOperationException'));
      if (!isSigned) return send(failed(403, 'UnrecognizedClientException'));
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as ConverseRequest['body'];
      requests.push({ modelId: decodeURIComponent(String(match[1])), authorization, body });
      return send((answers.length > 1 ? answers.shift() : answers[0]) ?? failed(500, 'InternalServerException'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answers: (...given: BedrockAnswer[]) => void (answers = given),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
