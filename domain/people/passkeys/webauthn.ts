import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Passkey } from '../second-factor/passkeys.ts';
import { CHALLENGE_MS } from './challenge.ts';

/**
 * WebAuthn by `@simplewebauthn/server`, which the first request loads. The JSON is that of browsers: `PublicKeyCredential.toJSON()` and
 * `parseCreationOptionsFromJSON` (https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON, read on 2026-11-30).
 */
const library = () => import('@simplewebauthn/server');

/** Where passkeys count. */
export interface PasskeySite {
  /** The domain that they belong to. */
  readonly rpId: string;
  /** Origins of pages, and of apps, that may use them. */
  readonly origins: readonly string[];
}

/** Members that the hub reads; browsers send more. */
interface GivenCredential<R> {
  readonly id: string;
  readonly rawId: string;
  readonly type: string;
  readonly response: R & { readonly clientDataJSON: string };
}
export type GivenPasskey = GivenCredential<{ readonly attestationObject: string; readonly transports?: readonly string[] | undefined }>;
export type GivenAssertion = GivenCredential<{
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle?: string | null | undefined;
}>;

/** COSE numbers of EdDSA, ES256 and RS256 (RFC 8152, RFC 8812). */
const ALGORITHMS = [-8, -7, -257];

/** The challenge in a response, before anything of it is verified; '' if it cannot be read. */
export function claimedChallenge({ response }: Pick<GivenAssertion, 'response'> | Pick<GivenPasskey, 'response'>): string {
  try {
    const { challenge } = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString()) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : '';
  } catch {
    return '';
  }
}

interface Newcomer {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly tenantName: string;
  readonly present: readonly Passkey[];
}

/** For `navigator.credentials.create`. The authenticator must verify the person and keep the passkey, so that it counts as both factors. */
export async function creationOptions({ rpId }: PasskeySite, challenge: Uint8Array, { personId, email, name, tenantName, present }: Newcomer) {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: tenantName,
    rpID: rpId,
    userID: Uint8Array.from(Buffer.from(personId)),
    userName: email,
    userDisplayName: name,
    challenge: Uint8Array.from(challenge),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: present.map(({ credentialId, transports }) => ({ id: credentialId, transports: transportsOf(transports) })),
  });
}

/** For `navigator.credentials.get`. It names no credential: the person chooses one that the authenticator has for this site. */
export async function requestOptions({ rpId }: PasskeySite, challenge: Uint8Array) {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({ rpID: rpId, challenge: Uint8Array.from(challenge), timeout: CHALLENGE_MS, userVerification: 'required' });
}

type Transports = NonNullable<RegistrationResponseJSON['response']['transports']>;
const transportsOf = (transports: readonly string[]): Transports => [...transports] as Transports;

export type Made = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'backedUp'>;

/** The new passkey. Undefined: the response does not hold, for whatever reason. The library tells every reason by an error. */
export async function verifiedPasskey(site: PasskeySite, given: GivenPasskey, challenge: string): Promise<Made | undefined> {
  const { verifyRegistrationResponse } = await library();
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: given as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: [...site.origins],
      expectedRPID: site.rpId,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return undefined;
    const { credential, credentialBackedUp } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: given.response.transports ?? [],
      backedUp: credentialBackedUp,
    };
  } catch {
    return undefined;
  }
}

/** The passkey after a signature. Undefined: the response does not hold; also if the authenticator's counter went back, because then there are two of it. */
export async function afterSignature(site: PasskeySite, passkey: Passkey, given: GivenAssertion, challenge: string): Promise<Passkey | undefined> {
  const { verifyAuthenticationResponse } = await library();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: given as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: [...site.origins],
      expectedRPID: site.rpId,
      credential: { id: passkey.credentialId, publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, 'base64url')), counter: passkey.counter },
      requireUserVerification: true,
    });
    return verified ? { ...passkey, counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp } : undefined;
  } catch {
    return undefined;
  }
}
