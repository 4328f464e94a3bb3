import * as z from 'zod';
import { CHANNELS } from '../../../domain/origins/channels.ts';
import type { Components, JsonSchema } from './json-schema.ts';
import type { Operation, Parameter } from './operation.ts';
import { jsonContent } from './webhook-operation.ts';

/** The address that providers call (`functions/webhooks/`). It is not in the route table: a function of its own serves it. */
export const PROVIDER_PATH = '/webhooks/{channel}/{originId}';
export const PROVIDER_TAG = 'providers';

/** Parley keeps what it cannot read, so nothing about the object is required. */
const providerCall = z.looseObject({}).meta({ id: 'ProviderCall' });

/** As X and LinkedIn get it; a test compares the two. */
export const challengeAnswer = z
  .union([z.strictObject({ response_token: z.string() }), z.strictObject({ challengeCode: z.string(), challengeResponse: z.string() })])
  .meta({ id: 'ChallengeAnswer' });

/** As the channel `api` answers it; a test compares the two. Telegram gets a call of its API instead. */
export const providerReceipt = z
  .union([
    z.strictObject({ accepted: z.number().int(), unreadable: z.array(z.strictObject({ index: z.number().int(), reason: z.string() })) }),
    z.looseObject({ method: z.string() }),
  ])
  .meta({ id: 'ProviderReceipt' });

const optional = (location: 'header' | 'query', name: string, description: string): Parameter => ({
  name,
  in: location,
  required: false,
  description,
  schema: { type: 'string' },
});

const ADDRESS: readonly Parameter[] = [
  { name: 'channel', in: 'path', required: true, description: 'The channel of the origin.', schema: { type: 'string', enum: [...CHANNELS] } },
  { name: 'originId', in: 'path', required: true, description: 'Id of the origin: its `webhookPath` is this path.', schema: { type: 'string' } },
];

const CHALLENGES: readonly Parameter[] = [
  optional('query', 'hub.mode', 'facebook, instagram, whatsapp: `subscribe`.'),
  optional('query', 'hub.verify_token', 'facebook, instagram, whatsapp: the `verifyToken` of the origin.'),
  optional('query', 'hub.challenge', 'facebook, instagram, whatsapp: the text that the answer repeats.'),
  optional('query', 'crc_token', 'x: the text that the answer signs.'),
  optional('query', 'challengeCode', 'linkedin: the UUID that the answer signs.'),
];

/** What proves a call, by channel. A test compares the names with those that the channels read. */
const PROOFS: readonly Parameter[] = [
  optional('header', 'X-Hub-Signature-256', 'facebook, instagram, whatsapp: `sha256=` and the HMAC-SHA256 of the body in hexadecimal, by the `appSecret`.'),
  optional('header', 'X-Twitter-Webhooks-Signature', 'x: `sha256=` and the HMAC-SHA256 of the body in base64, by the `consumerSecret`.'),
  optional('header', 'X-LI-Signature', 'linkedin: the HMAC-SHA256 of `hmacsha256=` and the body in hexadecimal, by the `clientSecret`.'),
  optional('header', 'X-Telegram-Bot-Api-Secret-Token', 'telegram: the `secretToken` of the origin.'),
  optional('header', 'X-Twilio-Signature', 'twilio: the HMAC-SHA1 of the address and the fields of the form in base64, by the `authToken`.'),
  optional('query', 'bodySHA256', 'twilio: the SHA-256 of a body that is no form, in hexadecimal.'),
  optional(
    'header',
    'X-Parley-Signature',
    'api, mail, trustpilot: `sha256=` and the HMAC-SHA256 of the body in hexadecimal, by the `signingSecret`, `inboundSecret` or `webhookSecret` of the origin.',
  ),
  optional('header', 'X-Parley-Causation', 'api: the header of the call of Parley that led to this one.'),
];

const TEXT = { schema: { type: 'string' } };

/** `problem`: the answer for a status. */
export function describeProviderCalls(components: Components, problem: (status: number) => JsonSchema): { readonly get: Operation; readonly post: Operation } {
  const contentOf = (schema: z.ZodType, owner: string): object => jsonContent(components, schema, 'output', owner)['content'] as object;
  const problems = (...statuses: readonly number[]) => Object.fromEntries(statuses.map((status) => [status, problem(status)]));
  const common = { tags: [PROVIDER_TAG], security: [], 'x-roles': ['signature'] };
  return {
    get: {
      operationId: 'getWebhooksChannelOriginId',
      summary: 'A provider verifies the address',
      description:
        'Meta’s channels, X and LinkedIn send a challenge when you register the address of an origin, and X and LinkedIn again later. The answer proves that the address is yours.',
      ...common,
      parameters: [...ADDRESS, ...CHALLENGES],
      responses: {
        ...problems(404, 503),
        403: { ...problem(403), description: 'The verify token is not that of the origin, or the challenge has another form than the provider’s' },
        404: { ...problem(404), description: 'No such origin, or no challenge of its channel' },
        200: { description: 'The answer to the challenge', content: { 'text/plain': TEXT, ...contentOf(challengeAnswer, 'getWebhooksChannelOriginId') } },
      },
    },
    post: {
      operationId: 'postWebhooksChannelOriginId',
      summary: 'A provider brings messages',
      description:
        'A call of a provider, or of your own system on channels that no provider signs. Every element of the body is stored before the 200; one that cannot be read is kept raw and does not affect its neighbours. The same element twice has one effect. The signature of the channel proves the call; there is no other credential.',
      ...common,
      parameters: [...ADDRESS, ...PROOFS],
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: components.describe(providerCall, 'input', 'postWebhooksChannelOriginId') },
          'application/x-www-form-urlencoded': { schema: { type: 'object', description: 'The fields of twilio.', additionalProperties: { type: 'string' } } },
          'message/rfc822': { schema: { type: 'string', description: 'A mail.' } },
        },
      },
      responses: {
        ...problems(503),
        400: { ...problem(400), description: 'The call is signed, but its body is not JSON' },
        401: { ...problem(401), description: 'The signature is missing, or it is not one of this origin' },
        404: { ...problem(404), description: 'No such origin on this channel' },
        413: { ...problem(413), description: 'The body has more than 4 MB' },
        200: {
          description: 'Everything is stored. The body is what the provider of the channel expects',
          content: { 'text/plain': TEXT, 'text/xml': TEXT, ...contentOf(providerReceipt, 'postWebhooksChannelOriginId') },
        },
      },
    },
  };
}
