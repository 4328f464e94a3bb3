import type { JsonSchema } from './json-schema.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

/** A JSON body, and others that the operation also takes. */
interface JsonBody {
  readonly 'application/json': { readonly schema: JsonSchema };
  readonly [contentType: string]: { readonly schema: JsonSchema };
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly Record<string, readonly string[]>[];
  readonly 'x-roles': readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: JsonBody };
  readonly responses: Record<string, JsonSchema>;
  /** The frames of the WebSocket, at the operation that opens it. */
  readonly 'x-websocket'?: JsonSchema;
}
