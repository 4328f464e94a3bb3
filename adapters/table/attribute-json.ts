import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';

/**
 * DynamoDB's protocol without the client's traversal of the service's schema. What we send and receive (`{"S": …}`, `{"N": …}`) is plain JSON
 * on both sides, and traversing it member by member took a third of the consumer's CPU. Signing, retries, credentials and errors
 * stay the client's. Two tasks of the traversal become ours: bytes (`attributes.ts`) and a transaction's token (see `dynamodb.ts`).
 */
export class AttributeJson extends AwsJson1_0Protocol {
  constructor(settings: ConstructorParameters<typeof AwsJson1_0Protocol>[0]) {
    super(settings);
    let given: unknown;
    this.serializer = {
      setSerdeContext: () => undefined,
      write: (_schema, value) => {
        given = value;
      },
      // `write` and `flush` follow one another without a turn between them.
      flush: () => JSON.stringify(given),
    };
    this.deserializer = {
      setSerdeContext: () => undefined,
      read: async (_schema, bytes) =>
        JSON.parse(typeof bytes === 'string' ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')),
    };
  }
}
