import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/**
 * An authenticator in software: what a phone or a security key does with the options of the hub, as https://www.w3.org/TR/webauthn-3/ §6.1 and §6.5 lay its
 * bytes out (read on 2026-11-30). Shares no code with the hub.
 */

type Cbor = number | string | Buffer | ReadonlyMap<Cbor, Cbor>;

const head = (major: number, value: number): Buffer =>
  value < 24
    ? Buffer.from([(major << 5) | value])
    : value < 256
      ? Buffer.from([(major << 5) | 24, value])
      : Buffer.from([(major << 5) | 25, value >> 8, value & 255]);

/** RFC 8949, as far as a passkey needs it. */
const cbor = (value: Cbor): Buffer => {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, member]) => [cbor(key), cbor(member)])]);
};

type Alg = -7 | -8 | -257;

const coseKey = (alg: Alg, key: KeyObject): Buffer => {
  const jwk = key.export({ format: 'jwk' });
  const part = (name: 'x' | 'y' | 'n' | 'e'): Buffer => Buffer.from(String(jwk[name]), 'base64url');
  if (alg === -8)
    return cbor(
      new Map<Cbor, Cbor>([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, part('x')],
      ]),
    );
  if (alg === -257)
    return cbor(
      new Map<Cbor, Cbor>([
        [1, 3],
        [3, -257],
        [-1, part('n')],
        [-2, part('e')],
      ]),
    );
  return cbor(
    new Map<Cbor, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, part('x')],
      [-3, part('y')],
    ]),
  );
};

const pairOf = (alg: Alg) =>
  alg === -8
    ? generateKeyPairSync('ed25519')
    : alg === -257
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

/** What differs from the usual in one ceremony. */
export interface Otherwise {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  /** False: the person was there, but the authenticator did not verify who it is. */
  readonly verified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string | null;
}

const UP = 1;
const UV = 4;
const BACKUP = 8 | 16;
const ATTESTED = 64;

export interface Authenticator {
  readonly credentialId: string;
  /** For `navigator.credentials.create`. */
  create(options: unknown, otherwise?: Otherwise): Record<string, unknown>;
  /** For `navigator.credentials.get`; each signature raises the counter. */
  get(options: unknown, otherwise?: Otherwise): Record<string, unknown>;
}

/** `origin`: of the page. `counts`: false for passkeys that are synchronised, which count nothing. */
export const openAuthenticator = (origin: string, { alg = -7, counts = true }: { readonly alg?: Alg; readonly counts?: boolean } = {}): Authenticator => {
  const { publicKey, privateKey } = pairOf(alg);
  const credential = randomBytes(32);
  const credentialId = credential.toString('base64url');
  let userHandle: string | null = null;
  let signatures = 0;

  const authenticatorData = (rpId: string, { verified = true, counter }: Otherwise, attested?: Buffer): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? (counts ? signatures : 0));
    const flags = UP | (verified ? UV : 0) | (counts ? 0 : BACKUP) | (attested ? ATTESTED : 0);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
  };
  const clientData = (type: string, challenge: string, otherwise: Otherwise): Buffer =>
    Buffer.from(
      JSON.stringify({ type: otherwise.type ?? type, challenge: otherwise.challenge ?? challenge, origin: otherwise.origin ?? origin, crossOrigin: false }),
    );
  const given = (response: object) => ({
    id: credentialId,
    rawId: credentialId,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response,
  });

  return {
    credentialId,
    create(options, otherwise = {}) {
      const { challenge, rp, user } = options as Options;
      userHandle = user?.id ?? null;
      const length = Buffer.from([0, credential.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, credential, coseKey(alg, publicKey)]);
      const authData = authenticatorData(otherwise.rpId ?? String(rp?.id), otherwise, attested);
      const attestation = cbor(
        new Map<Cbor, Cbor>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      );
      return given({
        clientDataJSON: clientData('webauthn.create', challenge, otherwise).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      });
    },
    get(options, otherwise = {}) {
      const { challenge, rpId } = options as Options;
      signatures += 1;
      const data = clientData('webauthn.get', challenge, otherwise);
      const authData = authenticatorData(otherwise.rpId ?? String(rpId), otherwise);
      const signed = Buffer.concat([authData, createHash('sha256').update(data).digest()]);
      return given({
        clientDataJSON: data.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign(alg === -8 ? null : 'sha256', signed, privateKey).toString('base64url'),
        userHandle: otherwise.userHandle === undefined ? userHandle : otherwise.userHandle,
      });
    },
  };
};
