import { Agent, request } from 'node:http';

/** An error response of the engine. `name` is DynamoDB's error type without its namespace. */
export class DynamoDbError extends Error {
  readonly status: number;
  constructor(status: number, name: string, message: string) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/**
 * The few calls that the laptop cloud makes with DynamoDB's JSON protocol (AWS JSON 1.0). In a stream poller, the SDK's client
 * would use more CPU than the engine. A local engine does not check signatures.
 */
export class DynamoDbClient {
  readonly #port: number;
  readonly #host: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(endpoint: string) {
    const url = new URL(endpoint);
    this.#host = url.hostname;
    this.#port = Number(url.port);
  }

  /** @throws DynamoDbError for an error response; the socket's error when the engine cannot be reached */
  async call<T>(service: 'DynamoDB_20120810' | 'DynamoDBStreams_20120810', action: string, input: unknown, timeoutMs = 10_000): Promise<T> {
    const body = JSON.stringify(input);
    const { status, text } = await this.#send(`${service}.${action}`, body, timeoutMs);
    const answer: unknown = text === '' ? {} : JSON.parse(text);
    if (status === 200) return answer as T;
    const { __type: type = '', message, Message } = answer as { __type?: string; message?: string; Message?: string };
    throw new DynamoDbError(status, type.slice(type.indexOf('#') + 1), message ?? Message ?? text);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(target: string, body: string, timeoutMs: number): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: this.#host,
          port: this.#port,
          method: 'POST',
          path: '/',
          agent: this.#agent,
          timeout: timeoutMs,
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'content-length': Buffer.byteLength(body),
            'x-amz-target': target,
            'x-amz-date': '20261121T000000Z',
            authorization: 'AWS4-HMAC-SHA256 Credential=local/20261121/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
          response.on('error', reject);
        },
      );
      call.on('timeout', () => call.destroy(new Error(`the engine did not answer ${target} in ${timeoutMs} ms`)));
      call.on('error', reject);
      call.end(body);
    });
  }
}
