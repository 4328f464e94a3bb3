import { createHash, createHmac } from 'node:crypto';
import { sameText } from '../hmac.ts';
import type { RawRequest } from '../inbound.ts';
import { formOf } from './form.ts';

type Signed = Pick<RawRequest, 'url' | 'query' | 'headers' | 'body'>;

/**
 * `X-Twilio-Signature`: base64 of HMAC-SHA1, under the account's auth token, of the address that Twilio called (query included), followed by each field of
 * a form with its value, sorted by name. For any other body, the address contains its hash instead: `bodySHA256`.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security (read 2026-11-29). Twilio signs the address with or without the standard port
 * (github.com/twilio/twilio-node, read 2026-11-29).
 */
export const isSignedByTwilio = ({ url, query, headers, body }: Signed, tokens: readonly string[]): boolean => {
  const given = headers['x-twilio-signature'];
  if (given === undefined || url === undefined) return false;
  const bodyHash = query['bodySHA256'];
  if (bodyHash !== undefined && !sameText(bodyHash.toLowerCase(), createHash('sha256').update(body).digest('hex'))) return false;
  const fields = bodyHash === undefined ? writtenFields(body) : '';
  const expected = tokens.flatMap((token) => addresses(url).map((address) => createHmac('sha1', token).update(`${address}${fields}`).digest('base64')));
  // All are compared, so that the time taken reveals neither the token nor the form of the address.
  return expected.map((signature) => sameText(signature, given)).includes(true);
};

/** A field with several values is written once for each value. */
const writtenFields = (body: Uint8Array): string => {
  const byName = Map.groupBy(formOf(body), ([name]) => name);
  return [...byName.keys()]
    .toSorted()
    .map((name) =>
      [...new Set(byName.get(name)?.map(([, value]) => value))]
        .toSorted()
        .map((value) => `${name}${value}`)
        .join(''),
    )
    .join('');
};

const ORIGIN = /^(https?):\/\/([^/:?]+|\[[^\]]*\])(?::(\d+))?(?=[/?]|$)/;

/** The address unchanged, without its port, and with the standard port. */
const addresses = (url: string): readonly string[] => {
  const [origin, scheme, host, port] = ORIGIN.exec(url) ?? [];
  if (origin === undefined) return [url];
  const rest = url.replace(origin, '');
  return [...new Set([url, `${scheme}://${host}${rest}`, port === undefined ? `${scheme}://${host}:${scheme === 'https' ? 443 : 80}${rest}` : url])];
};
