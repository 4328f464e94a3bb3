import { type Credentials, presignedUrl } from '../aws/sigv4.ts';

/** Seconds that a broker accepts a token; the session is then authenticated again. */
const TOKEN_SECONDS = 900;

/**
 * A token that an MSK broker accepts for SASL/OAUTHBEARER: a presigned `kafka-cluster:Connect`, base64url
 * (github.com/aws/aws-msk-iam-sasl-signer-js, 1.0.3). Implemented here because AWS's signer adds an STS client and five
 * credential providers of 400 KB; a test compares the two.
 */
export async function mskToken(region: string, credentials: Credentials, at: Date): Promise<string> {
  const url = new URL(`https://kafka.${region}.amazonaws.com/?Action=kafka-cluster%3AConnect`);
  const signed = await presignedUrl(url, 'GET', TOKEN_SECONDS, { service: 'kafka-cluster', region, credentials, at });
  return Buffer.from(`${signed.href}&User-Agent=parley`).toString('base64url');
}
