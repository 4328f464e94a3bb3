const at = '2027-03-01T09:30:00.000Z';

/** Examples of invitations and of sign-in by OpenID providers. */
export const PEOPLE_EXAMPLES: Readonly<Record<string, object>> = {
  IdentityProvider: {
    id: 'idp-7Qm2',
    name: 'Acme account',
    issuer: 'https://login.acme.example',
    clientId: 'parley',
    hasSecret: true,
    scopes: ['openid', 'email', 'profile'],
    emailDomains: ['acme.example'],
    newPeople: 'agent',
    enabled: true,
    redirectUri: 'https://parley.acme.example/v1/oidc/callback/idp-7Qm2',
    reachable: true,
    checkedAt: at,
    checkError: null,
    lastFailure: null,
    createdAt: at,
  },
  IdentityProviderDraft: {
    name: 'Acme account',
    issuer: 'https://login.acme.example',
    clientId: 'parley',
    clientSecret: 'a secret of the provider',
    newPeople: 'agent',
  },
  IdentityProviderChange: { emailDomains: ['acme.example'] },
  OidcStart: { tenant: 'acme', provider: 'idp-7Qm2', challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', returnTo: '/' },
  OidcStarted: { url: 'https://login.acme.example/authorize?response_type=code&…', state: 'eyJhbGciOi…', expiresIn: 600 },
  Invitation: {
    id: 'invitation-7Qm2',
    email: 'grace@acme.example',
    role: 'agent',
    teamIds: ['t-support'],
    state: 'open',
    mail: 'sent',
    createdAt: at,
    expiresAt: '2027-03-08T09:30:00.000Z',
  },
  InvitationDraft: { email: 'grace@acme.example', role: 'agent', teamIds: ['t-support'] },
  InvitationAcceptance: { token: 'acme.0b7e…', name: 'Grace Hopper', password: 'correct horse battery staple' },
};
