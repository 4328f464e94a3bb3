import { Client, errors } from '@opensearch-project/opensearch';
import { AwsSigv4Signer } from '@opensearch-project/opensearch/aws-v3';
import { credentialsFromEnvironment } from '../aws/sigv4.ts';
import { setting, settingOr } from '../environment.ts';

/** Of one attempt. */
const TIMEOUT_MS = 10_000;
const ATTEMPTS = 3;

/**
 * OpenSearch's own client. Requests are signed for the domain (SigV4, service `es`) with the function's own credentials; a node on plain http
 * needs none, so they may be missing there. An attempt that cannot reach the node, or that gets a 502 to 504, is repeated.
 * @throws when the Region is missing
 */
export function openSearchClient(endpoint: string): Client {
  const signed = endpoint.startsWith('https:') || settingOr('AWS_ACCESS_KEY_ID', '') !== '';
  return new Client({
    node: endpoint,
    requestTimeout: TIMEOUT_MS,
    maxRetries: ATTEMPTS - 1,
    // There is one address: the next request shows whether it works again, and a role that may only search may not ping.
    resurrectStrategy: 'none',
    // Lambda's credentials are valid for the lifetime of an environment.
    ...(signed ? AwsSigv4Signer({ region: setting('AWS_REGION'), service: 'es', getCredentials: async () => awsCredentials() }) : {}),
  });
}

const awsCredentials = () => {
  const { accessKeyId, secretAccessKey, sessionToken } = credentialsFromEnvironment();
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
};

interface Call<T> extends PromiseLike<T> {
  abort(): unknown;
}

/**
 * The result of a call of the client, all attempts within `ms`: the client's own limit ends with the first byte of an answer.
 * @throws Error with the answer; the client's error if there was none
 */
export async function answered<T>(call: Call<T>, ms = 2 * TIMEOUT_MS): Promise<T> {
  const timer = setTimeout(() => call.abort(), ms);
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof errors.ResponseError)) throw error;
    const { statusCode, body, meta } = error.meta;
    const { method, path } = meta.request.params;
    throw new Error(`OpenSearch answered ${statusCode ?? 0} to ${method} ${path.slice(1)}: ${JSON.stringify(body).slice(0, 400)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
