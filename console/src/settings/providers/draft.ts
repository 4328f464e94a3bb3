import type { IdentityProvider, IdentityProviderChange, IdentityProviderDraft } from '../../../../client/api.ts';
import { changedOf } from '../data/changed.ts';

/** A provider as the form has it: lists are lines of text. */
export interface ProviderForm {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Typed now. A secret that is stored is never shown. */
  readonly clientSecret: string;
  /** The client has a secret. */
  readonly hasSecret: boolean;
  readonly scopes: string;
  readonly emailDomains: string;
  readonly newPeople: string;
  readonly enabled: boolean;
}

/** The choice "they do not sign in". */
export const NOBODY = 'nobody';
const listOf = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

export const EMPTY_PROVIDER: ProviderForm = {
  name: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  hasSecret: true,
  scopes: 'openid email profile',
  emailDomains: '',
  newPeople: NOBODY,
  enabled: false,
};

export const formOf = (provider: IdentityProvider): ProviderForm => ({
  name: provider.name,
  issuer: provider.issuer,
  clientId: provider.clientId,
  clientSecret: '',
  hasSecret: provider.hasSecret,
  scopes: provider.scopes.join(' '),
  emailDomains: provider.emailDomains.join(', '),
  newPeople: provider.newPeople ?? NOBODY,
  enabled: provider.enabled,
});

const common = ({ name, clientId, scopes, emailDomains, newPeople, enabled }: ProviderForm) => ({
  name: name.trim(),
  clientId: clientId.trim(),
  scopes: listOf(scopes),
  emailDomains: listOf(emailDomains),
  newPeople: newPeople === NOBODY ? null : (newPeople as IdentityProvider['newPeople']),
  enabled,
});

export const draftOf = (form: ProviderForm): IdentityProviderDraft => ({
  ...common(form),
  issuer: form.issuer.trim(),
  ...(form.hasSecret && form.clientSecret !== '' ? { clientSecret: form.clientSecret } : {}),
});

/** What a PATCH sends. A secret goes when it is typed, and null when the client is to have none. */
export function changeOf(before: ProviderForm, after: ProviderForm): IdentityProviderChange {
  const secret = !after.hasSecret ? (before.hasSecret ? { clientSecret: null } : {}) : after.clientSecret === '' ? {} : { clientSecret: after.clientSecret };
  return { ...changedOf(common(before), common(after)), ...secret };
}
