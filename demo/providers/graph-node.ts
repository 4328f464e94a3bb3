import { type GraphAnswer, invalid, refusedToken } from './graph-error.ts';

/**
 * Reading a node of the Graph API, written from the documentation alone: a phone number
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/reference, "WhatsApp Business Account Phone Number API") and a Page
 * (https://developers.facebook.com/docs/graph-api/reference/page), both read 2026-11-29.
 */
const FIELDS = new Set(['id', 'name', 'verified_name', 'display_phone_number', 'quality_rating', 'code_verification_status']);

/** Answers `GET /{version}/{id}?fields=…`. `expectedToken`: see `refusedToken`. */
export function answerNode(id: string, query: URLSearchParams, authorization: string | undefined, expectedToken: string | undefined): GraphAnswer {
  const refused = refusedToken(authorization, expectedToken);
  if (refused) return refused;
  const unknown = [...query.keys()].find((name) => name !== 'fields');
  if (unknown !== undefined) return invalid(`Unexpected parameter "${unknown}".`);
  const fields = (query.get('fields') ?? 'id').split(',');
  const other = fields.find((field) => !FIELDS.has(field));
  if (other !== undefined) return invalid(`(#100) Tried accessing nonexisting field (${other})`);
  return { status: 200, body: { id, ...Object.fromEntries(fields.filter((field) => field !== 'id').map((field) => [field, `The ${field} of ${id}`])) } };
}
