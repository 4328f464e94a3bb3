import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A letter as the fake holds it. */
export interface Held {
  readonly id: string;
  readonly body: string;
  readonly group?: string;
  hidden: boolean;
}

interface FakeQueue {
  readonly redrive?: string;
  readonly held: Held[];
}

type Json = Readonly<Record<string, unknown>>;

/** As much of SQS, streams, Secrets Manager and Lambda as operators' scripts use, over HTTP as they speak it. */
export class FakeAws {
  readonly queues = new Map<string, FakeQueue>();
  readonly functions = new Map<string, (event: Json) => unknown>();
  readonly invoked: { name: string; event: Json }[] = [];
  readonly secrets = new Map<string, string>();
  /** Of one shard, in order. */
  stream: Json[] = [];
  endpoint = '';
  #close: () => void = () => undefined;

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const target = request.headers['x-amz-target'];
        const [status, answer, headers] = typeof target === 'string' ? this.#json(target, JSON.parse(body) as Json) : this.#lambda(request.url ?? '', body);
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...headers }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#close = () => server.close().closeAllConnections();
  }

  stop(): void {
    this.#close();
  }

  url(name: string): string {
    return `${this.endpoint}/000000000000/${name}`;
  }

  bodies(name: string): string[] {
    return (this.queues.get(name)?.held ?? []).map(({ body }) => body);
  }

  put(name: string, ...bodies: readonly string[]): void {
    const held = this.queues.get(name)?.held ?? [];
    for (const body of bodies) held.push({ id: `letter-${held.length + 1}`, body, hidden: false, ...(name.endsWith('.fifo') ? { group: 'thread-1' } : {}) });
  }

  #json(target: string, given: Json): [number, unknown, Record<string, string>] {
    const operation = target.slice(target.indexOf('.') + 1);
    const handlers: Readonly<Record<string, () => unknown>> = {
      ...this.#queueHandlers(String(given['QueueUrl']).split('/').at(-1) ?? '', given),
      GetShardIterator: () => ({ ShardIterator: `at ${String(given['SequenceNumber'])}` }),
      GetRecords: () => {
        const first = BigInt(String(given['ShardIterator']).slice(3));
        const sequenceOf = (record: Json): bigint => BigInt((record['dynamodb'] as { SequenceNumber: string }).SequenceNumber);
        const rest = this.stream.filter((record) => sequenceOf(record) >= first);
        const next = rest[1];
        return { Records: rest.slice(0, 1), ...(next ? { NextShardIterator: `at ${sequenceOf(next)}` } : {}) };
      },
      GetSecretValue: () => ({ SecretString: this.secrets.get(String(given['SecretId'])) }),
      PutSecretValue: () => void this.secrets.set(String(given['SecretId']), String(given['SecretString'])),
    };
    const handler = handlers[operation];
    return handler ? [200, handler() ?? {}, {}] : [400, { __type: 'InvalidAction', message: operation }, {}];
  }

  #queueHandlers(name: string, given: Json): Readonly<Record<string, () => unknown>> {
    const { held = [], redrive } = this.queues.get(name) ?? {};
    const byHandle = (): Held | undefined => held.find(({ id }) => id === given['ReceiptHandle']);
    return {
      ListQueues: () => ({ QueueUrls: [...this.queues.keys()].filter((one) => one.startsWith(String(given['QueueNamePrefix']))).map((one) => this.url(one)) }),
      GetQueueAttributes: () => ({
        Attributes: {
          QueueArn: `arn:aws:sqs:x:0:${name}`,
          ApproximateNumberOfMessages: String(held.length),
          ...(redrive ? { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:x:0:${redrive}`, maxReceiveCount: 5 }) } : {}),
        },
      }),
      ReceiveMessage: () => {
        const some = held.filter(({ hidden }) => !hidden).slice(0, Number(given['MaxNumberOfMessages']));
        for (const one of some) one.hidden = true;
        return {
          Messages: some.map(({ id, body, group }) => ({
            MessageId: id,
            ReceiptHandle: id,
            Body: body,
            MD5OfBody: md5(body),
            Attributes: { MessageGroupId: group },
          })),
        };
      },
      ChangeMessageVisibility: () => {
        const one = byHandle();
        if (one) one.hidden = false;
      },
      DeleteMessage: () => void held.splice(held.indexOf(byHandle() as Held), 1),
      SendMessage: () => {
        held.push({ id: `sent-${held.length}`, body: String(given['MessageBody']), hidden: false, group: given['MessageGroupId'] as string });
        return { MessageId: 'sent', MD5OfMessageBody: md5(String(given['MessageBody'])) };
      },
    };
  }

  #lambda(path: string, body: string): [number, unknown, Record<string, string>] {
    if (!path.includes('/invocations')) return [200, { Functions: [...this.functions.keys()].map((FunctionName) => ({ FunctionName })) }, {}];
    const name = decodeURIComponent(path.split('/').at(-2) ?? '');
    const event = JSON.parse(body) as Json;
    this.invoked.push({ name, event });
    try {
      return [200, this.functions.get(name)?.(event) ?? null, {}];
    } catch (error) {
      return [200, { errorType: 'Error', errorMessage: (error as Error).message }, { 'x-amz-function-error': 'Unhandled' }];
    }
  }
}

/** The client holds every message against it. */
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
