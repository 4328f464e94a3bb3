import type * as z from 'zod';
import type { Components, JsonSchema } from './json-schema.ts';

/** A call that Parley makes to an address of a business or of its operator. */
export interface Webhook {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: readonly never[];
  readonly parameters: readonly JsonSchema[];
  readonly requestBody: JsonSchema;
  readonly responses: Readonly<Record<string, JsonSchema>>;
}

export type Webhooks = Readonly<Record<string, { readonly post: Webhook }>>;

/** A header that every call has. */
export const header = (name: string, description: string): JsonSchema => ({ name, in: 'header', required: true, description, schema: { type: 'string' } });

export const jsonContent = (components: Components, schema: z.core.$ZodType, io: 'input' | 'output', owner: string): JsonSchema => ({
  content: { 'application/json': { schema: components.describe(schema, io, owner) } },
});

/** One call: `body` is what Parley writes, `responses` what it reads. */
export const webhookOperation = (
  components: Components,
  said: Pick<Webhook, 'operationId' | 'summary' | 'description' | 'parameters' | 'responses'>,
  body: z.core.$ZodType,
): { readonly post: Webhook } => ({
  post: { ...said, security: [], requestBody: { required: true, ...jsonContent(components, body, 'output', said.operationId) } },
});
