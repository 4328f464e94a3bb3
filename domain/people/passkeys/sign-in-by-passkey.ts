import { Problem } from '../../errors.ts';
import { count, requireRoom } from '../../rate-limits/window.ts';
import type { Write } from '../../table/port.ts';
import { credentialVersionOf } from '../credentials/credential.ts';
import { unauthenticated } from '../credentials/unauthenticated.ts';
import { credentialKey, type Person, personOf, profileKey } from '../person.ts';
import { PASSKEYS, type Passkey, type Passkeys, passkeyId, passkeyOwnerKey, passkeysKey, passkeysOf, passkeysWrite } from '../second-factor/passkeys.ts';
import { type Caller, failed } from '../sessions/session-audit.ts';
import { openSession, type SignInDeps } from '../sessions/sign-in.ts';
import { newChallenge, readChallenge, useUp } from './challenge.ts';
import { afterSignature, claimedChallenge, type GivenAssertion, type PasskeySite, requestOptions } from './webauthn.ts';

interface Deps extends Omit<SignInDeps, 'limits'> {
  readonly limits: Pick<SignInDeps['limits'], 'signInFailuresPerAddress'>;
  readonly site: PasskeySite;
}

/** Options for a sign-in. They are the same for everybody, and nothing is read or written. */
export const passkeyOptions = ({ tokenKey, site, clock }: Pick<Deps, 'tokenKey' | 'site' | 'clock'>) =>
  requestOptions(site, newChallenge(tokenKey, 'sign-in', clock()));

const wrong = () => unauthenticated('This passkey does not sign anybody in here.');

/** Another device of the person signed in at the same instant. */
const moved = () => new Problem('unavailable', 'Too many sign-ins at once. Try again.', { retryAfter: 1 });
/** Attempts if that happens. */
const TURNS = 4;

interface Owner {
  readonly tenantId: string;
  readonly person: Person;
  readonly passkey: Passkey;
  readonly passkeys: Passkeys;
  readonly credentialVersion: number;
}

/**
 * Opens a session for the owner of a passkey. The authenticator has verified the person, so it counts as both factors. Each challenge is good once.
 * Every reason to refuse has the same answer.
 * @throws Problem unauthenticated, rate_limited; TableUnavailable
 */
export async function signInByPasskey(deps: Deps, given: GivenAssertion, caller: Caller) {
  const limit = { what: 'sign-in-address', who: caller.address, most: deps.limits.signInFailuresPerAddress };
  await requireRoom(deps, [limit]);
  const challenge = readChallenge(deps.tokenKey, 'sign-in', claimedChallenge(given), deps.clock());
  const reject = async (): Promise<never> => {
    await count(deps, limit);
    throw wrong();
  };
  if (!challenge) return reject();
  for (let left = TURNS; ; left -= 1) {
    const owner = await ownerOf(deps, given);
    if (!owner) return reject();
    const { tenantId, person, passkeys, passkey } = owner;
    const table = deps.tableOf(tenantId);
    const signed = await afterSignature(deps.site, passkey, given, challenge.text);
    const own = { tenantId, personId: person.id };
    if (!signed) {
      if (person.kind === 'agent') await failed(table, own, deps.clock(), caller);
      return reject();
    }
    const after = { ...signed, lastUsedAt: new Date(deps.clock()).toISOString() };
    const list = passkeys.list.map((one) => (one === passkey ? after : one));
    const uses = [useUp(own, challenge), passkeysWrite(tenantId, person.id, passkeys, list)];
    try {
      return await openSession({ ...deps, table }, tenantId, person, owner.credentialVersion, caller, { by: 'passkey', uses, refused });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'unauthenticated') return reject();
      if (left <= 1) throw error;
    }
  }
}

/** A challenge that was used comes first in the list. */
const refused = (write: Write): Problem => (write.op === 'put' && write.item.sk === PASSKEYS ? moved() : wrong());

/** Undefined: nobody has this passkey, or the authenticator says that it belongs to somebody else. */
async function ownerOf({ table, tableOf }: Pick<Deps, 'table' | 'tableOf'>, { id, response }: GivenAssertion): Promise<Owner | undefined> {
  const ownId = passkeyId(id);
  const [entry] = await table.get([passkeyOwnerKey(ownId)], { consistent: true });
  if (!entry) return undefined;
  const [tenantId, personId] = [String(entry['tenantId']), String(entry['personId'])];
  if (response.userHandle !== Buffer.from(personId).toString('base64url')) return undefined;
  const keys = [profileKey, credentialKey, passkeysKey].map((key) => key(tenantId, personId));
  const [profile, credential, item] = await tableOf(tenantId).get(keys, { consistent: true });
  const passkeys = passkeysOf(item);
  const passkey = passkeys.list.find((one) => one.id === ownId);
  if (!profile || !credential || !passkey) return undefined;
  return { tenantId, person: personOf(profile), passkey, passkeys, credentialVersion: credentialVersionOf(credential) };
}
