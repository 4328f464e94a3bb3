// oxlint-disable max-lines, typescript/no-redundant-type-constituents
// biome-ignore-all format: generated from docs/openapi.json by scripts/client/generate.ts; do not edit.
// biome-ignore-all assist/source/organizeImports: generated
export interface paths {
  readonly "/v1/health": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Health of the API
     * @description It uses no engine and no secret, so it responds even when they are unavailable.
     */
    readonly get: operations["getHealth"];
  };
  readonly "/v1/tenants": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Create a tenant with its first admin
     * @description A slug that is in use is a 409. The admin signs in with the slug, the address and the password.
     */
    readonly post: operations["postTenants"];
  };
  readonly "/v1/tenant": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * The tenant of the caller
     * @description With its settings. `secretsSet` names the secret settings that have a value; their values are never returned.
     */
    readonly get: operations["getTenant"];
    /**
     * Change name, registration, closing time, AI, second factor, link previews or settings
     * @description `settings` replaces all settings except omitted secrets. A new closing time applies to tickets that become pending or solved, or get an answer in these statuses, from then on; the present `closesAt` of a ticket stays.
     */
    readonly patch: operations["patchTenant"];
  };
  readonly "/v1/registrations": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Register as a user of a tenant
     * @description Closed unless the tenant has opened it to everybody or to certain domains. An admin adds agents.
     */
    readonly post: operations["postRegistrations"];
  };
  readonly "/v1/sessions": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Sign in
     * @description Send a body, or use HTTP Basic: the e-mail address as the user with a body of `{tenant}`, or `tenant/address` as the user. Who has a second factor gets a 401 `second_factor_required` for the right password, and sends the same request again with `code`. A user of a business that signs its users in sends `{tenant, idToken}`. With a passkey, send `{passkey}` alone, after `POST /v1/sessions/passkey-options`; after a sign-in at an OpenID provider, `{oidc}` alone.
     */
    readonly post: operations["postSessions"];
    /**
     * Sign out
     * @description Both tokens become invalid at once, the session's sockets close, and the devices that it registered get no more pushes.
     */
    readonly delete: operations["deleteSessions"];
  };
  readonly "/v1/sessions/passkey-options": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Begin a sign-in with a passkey
     * @description Returns options for `navigator.credentials.get`: pass them to `PublicKeyCredential.parseRequestOptionsFromJSON`, and what it returns to `POST /v1/sessions`. They are the same for everybody but for the challenge, which is good once, for five minutes.
     */
    readonly post: operations["postSessionsPasskeyOptions"];
  };
  readonly "/v1/sessions/refresh": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Exchange a refresh token for new tokens
     * @description Each refresh replaces the token. The old one stays valid for 30 seconds and returns tokens of the same session. Using it later ends the session.
     */
    readonly post: operations["postSessionsRefresh"];
  };
  readonly "/v1/sessions/oidc-providers": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the OpenID providers of a sign-in page
     * @description The enabled providers of a tenant, for the buttons of its sign-in page. A tenant without any and an unknown one look the same.
     */
    readonly get: operations["getSessionsOidcProviders"];
  };
  readonly "/v1/sessions/oidc-start": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Begin a sign-in at an OpenID provider
     * @description Make 32 random bytes, keep them as base64url (`verifier`) in the page, and send the base64url of the SHA-256 of that text as `challenge`. Go to `url`. The browser comes back to `returnTo` with `#sso={state}`: send `{oidc: {state, verifier}}` to `POST /v1/sessions`. With `#sso-failed`, begin again.
     */
    readonly post: operations["postSessionsOidcStart"];
  };
  readonly "/v1/oidc/callback/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Come back from an OpenID provider
     * @description Only browsers call this: the provider sends them here. The answer sends them on to the page that began the sign-in.
     */
    readonly get: operations["getOidcCallbackId"];
  };
  readonly "/v1/me": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * The owner of the credential
     * @description The person of the session, or the API key.
     */
    readonly get: operations["getMe"];
    /**
     * Change your availability and your pushes
     * @description Rules give tickets to agents who are `online` only. `away` and `out_of_office` apply until you change them, or until `until`. Colleagues see it in the directory and in `presence` frames. Users have no availability (403). Your devices get no pushes during `quietHours`, and one for each conversation when they end. An API key has none of this (403).
     */
    readonly patch: operations["patchMe"];
  };
  readonly "/v1/me/totp": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Your second factor
     * @description Whether codes of an authenticator app are on, and how many recovery codes are left.
     */
    readonly get: operations["getMeTotp"];
    /**
     * Set up or replace your second factor
     * @description Returns a secret for an authenticator app. It counts after `POST /v1/me/totp/confirm`; until then, sign-in stays as it is. To replace a second factor that is on, send a code of it too.
     */
    readonly post: operations["postMeTotp"];
  };
  readonly "/v1/me/totp/confirm": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Turn your second factor on
     * @description Takes the first code of the app. Returns ten recovery codes, which are not shown again.
     */
    readonly post: operations["postMeTotpConfirm"];
  };
  readonly "/v1/me/totp/recovery-codes": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Replace your recovery codes
     * @description The old ones are no longer valid.
     */
    readonly post: operations["postMeTotpRecoveryCodes"];
  };
  readonly "/v1/me/totp/disable": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Turn your second factor off
     * @description If your tenant requires one of your role, this is a 409.
     */
    readonly post: operations["postMeTotpDisable"];
  };
  readonly "/v1/me/passkeys": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List your passkeys
     * @description The oldest first. The list is complete.
     */
    readonly get: operations["getMePasskeys"];
    /**
     * Add a passkey
     * @description The session counts as one with a second factor from then on. A credential that does not answer the options of this session, or comes from another site, is a 422; one that somebody has registered is a 409.
     */
    readonly post: operations["postMePasskeys"];
  };
  readonly "/v1/me/passkeys/options": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Begin to add a passkey
     * @description Returns options for `navigator.credentials.create`: pass them to `PublicKeyCredential.parseCreationOptionsFromJSON`. They are good for five minutes in this session. People with codes of an authenticator app send one of them too.
     */
    readonly post: operations["postMePasskeysOptions"];
  };
  readonly "/v1/me/passkeys/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Remove a passkey
     * @description Nobody signs in with it any more; sessions that are open stay. If your tenant requires a second factor of your role, you cannot remove the last one.
     */
    readonly delete: operations["deleteMePasskeysId"];
    /**
     * Rename a passkey
     * @description The name is for you: it tells your passkeys apart.
     */
    readonly patch: operations["patchMePasskeysId"];
  };
  readonly "/v1/password-resets": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Ask for a link to set a new password
     * @description Always a 202, whether or not there is such a tenant or person. If there is, they get a mail with a link that is good once, for an hour; a new one replaces it. The same request within five minutes sends no second mail.
     */
    readonly post: operations["postPasswordResets"];
  };
  readonly "/v1/password-resets/complete": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Set a new password with the link of a mail
     * @description The token is what follows `#reset=` in the link. All sessions of the person end; a second factor stays on. A token that is unknown, used, replaced or expired is a 422.
     */
    readonly post: operations["postPasswordResetsComplete"];
  };
  readonly "/v1/devices": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List your devices
     * @description The devices that get your pushes, and what you need to register one: the kinds that the deployment accepts, and the key with which a browser subscribes (`applicationServerKey`).
     */
    readonly get: operations["getDevices"];
    /**
     * Register a device for pushes
     * @description When you are away and something comes in a group or a direct, each of your devices gets one push for the conversation. The same token again is the same device. A device that registered in a session ends with the session. You can have 20.
     */
    readonly post: operations["postDevices"];
  };
  readonly "/v1/devices/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Remove a device
     * @description It gets no more pushes.
     */
    readonly delete: operations["deleteDevicesId"];
  };
  readonly "/v1/agents": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the agents
     * @description Everybody who works on tickets, including admins and supervisors.
     */
    readonly get: operations["getAgents"];
    /**
     * Add an agent
     * @description The agent signs in with the address and the password. An address that another person of the tenant has is a 409.
     */
    readonly post: operations["postAgents"];
  };
  readonly "/v1/agents/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read an agent
     * @description One agent by id.
     */
    readonly get: operations["getAgentsId"];
    /**
     * Remove an agent
     * @description The agent’s sessions end at once. Their tickets keep them as the owner until somebody takes the tickets over. You cannot remove the last admin.
     */
    readonly delete: operations["deleteAgentsId"];
    /**
     * Change an agent
     * @description A new password ends the agent's sessions; a new role or team counts from the next request.
     */
    readonly patch: operations["patchAgentsId"];
  };
  readonly "/v1/agents/{id}/totp": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Remove the second factor of an agent
     * @description For an agent who has lost the phone and the recovery codes. Their sessions end.
     */
    readonly delete: operations["deleteAgentsIdTotp"];
  };
  readonly "/v1/agents/{id}/passkeys": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Remove the passkeys of an agent
     * @description For an agent who has lost a device. All of their passkeys are removed, and their sessions end.
     */
    readonly delete: operations["deleteAgentsIdPasskeys"];
  };
  readonly "/v1/invitations": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the invitations
     * @description Those that are open, and those that expired within 30 days. An accepted or revoked one is gone.
     */
    readonly get: operations["getInvitations"];
    /**
     * Invite an agent by mail
     * @description The mail has a link that is good once, for 7 days. An address that a person of the tenant has, or that is invited already, is a 409; so is a deployment without an address for such mails.
     */
    readonly post: operations["postInvitations"];
  };
  readonly "/v1/invitations/{id}/resend": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Mail an invitation again
     * @description With a new link and 7 days from now. The former link is no longer valid.
     */
    readonly post: operations["postInvitationsIdResend"];
  };
  readonly "/v1/invitations/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Revoke an invitation
     * @description Its link is no longer valid.
     */
    readonly delete: operations["deleteInvitationsId"];
  };
  readonly "/v1/invitations/accept": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Become an agent with the link of an invitation
     * @description The token is what follows `#invitation=` in the link. A token that is unknown, used, replaced, revoked or expired is a 422. Then sign in with the address and the password.
     */
    readonly post: operations["postInvitationsAccept"];
  };
  readonly "/v1/identity-issuers": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the issuers of your users
     * @description Servers of yours whose tokens sign users in.
     */
    readonly get: operations["getIdentityIssuers"];
    /**
     * Let a server of yours sign users in
     * @description Its users sign in with `POST /v1/sessions` and a token that it has signed. Give its keys (`jwks`), or the address at which it publishes them (`jwksUrl`): the hub reads it now, and again when a token names a key that it does not know, at most once a minute. A key that cannot be used, and an address that cannot be called, is a 422.
     */
    readonly post: operations["postIdentityIssuers"];
  };
  readonly "/v1/identity-issuers/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Remove an issuer
     * @description Its tokens are refused from then on. Its users and their open sessions stay.
     */
    readonly delete: operations["deleteIdentityIssuersId"];
    /**
     * Replace the keys or the audience of an issuer
     * @description To rotate a key, first send the old and the new one, and then the new one alone. A token whose `kid` is gone is refused from then on.
     */
    readonly patch: operations["patchIdentityIssuersId"];
  };
  readonly "/v1/identity-providers": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the OpenID providers
     * @description Providers by which people of the tenant sign in. Secrets are not shown.
     */
    readonly get: operations["getIdentityProviders"];
    /**
     * Let an OpenID provider sign people in
     * @description Give the provider `redirectUri` of the response. The hub checks the provider now: `checkedAt` is null until it has. An address that may not be called is a 422.
     */
    readonly post: operations["postIdentityProviders"];
  };
  readonly "/v1/identity-providers/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Remove an OpenID provider
     * @description Nobody signs in by it any more. Its people and their open sessions stay.
     */
    readonly delete: operations["deleteIdentityProvidersId"];
    /**
     * Change an OpenID provider
     * @description The issuer never changes: another one is another provider. A new client or secret is checked at once.
     */
    readonly patch: operations["patchIdentityProvidersId"];
  };
  readonly "/v1/identity-providers/{id}/test": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Check an OpenID provider
     * @description Reads its discovery document and tries the client id and the secret. The check runs in the background: read the list until `checkedAt` is set; `checkError` says what is wrong.
     */
    readonly post: operations["postIdentityProvidersIdTest"];
  };
  readonly "/v1/teams": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the teams
     * @description All teams of the tenant.
     */
    readonly get: operations["getTeams"];
    /**
     * Add a team
     * @description Agents join it by their `teamIds`.
     */
    readonly post: operations["postTeams"];
  };
  readonly "/v1/teams/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a team
     * @description One team by id, with the number of its members.
     */
    readonly get: operations["getTeamsId"];
    /**
     * Remove a team without members
     * @description A team that has members is a 409.
     */
    readonly delete: operations["deleteTeamsId"];
    /**
     * Rename a team
     * @description Tickets and queues keep the team, because they refer to its id.
     */
    readonly patch: operations["patchTeamsId"];
  };
  readonly "/v1/user-service": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read the state of the user service
     * @description Agents and teams whose `source` is `user_service` are a copy of what the service of `USER_SERVICE_URL` last answered. While it is down, the copy stays in use and `state` is `stale`.
     */
    readonly get: operations["getUserService"];
  };
  readonly "/v1/api-keys": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the API keys
     * @description Names and first characters; the keys themselves are not stored.
     */
    readonly get: operations["getApiKeys"];
    /**
     * Create an API key
     * @description Only this response contains the key. Send it as `Authorization: Bearer`.
     */
    readonly post: operations["postApiKeys"];
  };
  readonly "/v1/api-keys/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Revoke an API key at once
     * @description The next request with it is a 401, and its sockets close.
     */
    readonly delete: operations["deleteApiKeysId"];
  };
  readonly "/v1/directory": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Names and availability of colleagues, teams and origins
     * @description All of them in one response, each list sorted by name. An agent with an open live feed is `online`, unless they say that they are `away` or `out_of_office` (`PATCH /v1/me`). `canReply` says whether a reply can be sent on an origin now.
     */
    readonly get: operations["getDirectory"];
  };
  readonly "/v1/attachments": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Create an attachment and get a form to upload it
     * @description POST the file as `multipart/form-data` to `upload.url` with `upload.fields` first and the file last, within 5 minutes. At most 25 MB.
     */
    readonly post: operations["postAttachments"];
  };
  readonly "/v1/attachments/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Get a download link that is valid for 5 minutes
     * @description Everyone who sees a ticket with a message that has the file may download it, and everyone who may read a message of a chat, a group or a direct that has it. Before a message has it, only its uploader, supervisors and admins may; a file of a user only its uploader. Others get a 404.
     */
    readonly get: operations["getAttachmentsId"];
  };
  readonly "/v1/origins": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the origins
     * @description All connected accounts of the tenant, without their secrets.
     */
    readonly get: operations["getOrigins"];
    /**
     * Connect an account of a channel
     * @description Give the provider the address of the hub followed by `webhookPath`. The secrets are not returned again.
     */
    readonly post: operations["postOrigins"];
  };
  readonly "/v1/origins/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read an origin
     * @description One connected account by id, without its secrets.
     */
    readonly get: operations["getOriginsId"];
    /**
     * Disconnect an origin
     * @description It no longer receives or sends messages. Its tickets stay.
     */
    readonly delete: operations["deleteOriginsId"];
    /**
     * Rename, enable or disable an origin, or replace its credentials
     * @description Enabling returns 202 with progress while the messages received in the meantime are being revealed. Omitted members of `credentials` stay; `null` removes an optional one.
     */
    readonly patch: operations["patchOriginsId"];
  };
  readonly "/v1/origins/{id}/health": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * See how an origin is
     * @description When it last got an event, whether its provider still accepts the credentials, how many calls could not be read, and what the provider has said about the account.
     */
    readonly get: operations["getOriginsIdHealth"];
  };
  readonly "/v1/origins/{id}/test": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Check the credentials of an origin with its provider
     * @description Calls the provider without changing anything there: 200 with the result if it comes in time, else 202 with a job that has it. `failed` also shows as `lostAccess` of the origin, unless the provider accepts the credentials and another setting there is wrong. `not_checked`: no call of the origin shows whether the credentials are right.
     */
    readonly post: operations["postOriginsIdTest"];
  };
  readonly "/v1/origins/{id}/events": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List calls of a provider that could not be read, newest first
     * @description Each is a call with elements that could not be read, or that no origin takes. Its bytes are kept for 90 days; `url` downloads them and is valid for 5 minutes. The other elements of the call had their effect.
     */
    readonly get: operations["getOriginsIdEvents"];
  };
  readonly "/v1/origins/{id}/events/{eventId}/replay": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a kept call again
     * @description For when a newer release can read it, or the missing origin is connected. Elements that had their effect have none again. The event is removed when all of it could be read; else `unreadable` says why not. 409 if its bytes are no longer kept.
     */
    readonly post: operations["postOriginsIdEventsEventIdReplay"];
  };
  readonly "/v1/webhooks": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the webhooks
     * @description Addresses of your systems to which Parley sends events, without their secrets.
     */
    readonly get: operations["getWebhooks"];
    /**
     * Add a webhook
     * @description Only this response contains the secret. It signs each call as the Standard Webhooks specification says. A tenant can have 20 webhooks.
     */
    readonly post: operations["postWebhooks"];
  };
  readonly "/v1/webhooks/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a webhook
     * @description `failing` and `disabled` say which call failed, and why.
     */
    readonly get: operations["getWebhooksId"];
    /**
     * Remove a webhook
     * @description Events that wait are not sent.
     */
    readonly delete: operations["deleteWebhooksId"];
    /**
     * Change, enable or disable a webhook, or replace its secret
     * @description Omitted members stay. With `rotateSecret`, the response contains the new secret, and calls carry the signatures of both for 24 hours.
     */
    readonly patch: operations["patchWebhooksId"];
  };
  readonly "/v1/webhooks/{id}/deliveries": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the deliveries of a webhook, newest first
     * @description The events of the last 30 days. The id of a delivery is the `webhook-id` of its calls.
     */
    readonly get: operations["getWebhooksIdDeliveries"];
  };
  readonly "/v1/webhooks/{id}/deliveries/{deliveryId}/retry": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Send a delivery again, now
     * @description With the same id and body. One that is being retried is tried now. One that waits behind another one of its ticket keeps its position. While the webhook is disabled, the answer is a 409.
     */
    readonly post: operations["postWebhooksIdDeliveriesDeliveryIdRetry"];
  };
  readonly "/v1/webhooks/{id}/replay": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Send the events since a time again
     * @description Oldest first, with the same ids and bodies, also the events of the time in which Parley had disabled the webhook. A call repeats up to 200 deliveries; send `next` as `after` to continue.
     */
    readonly post: operations["postWebhooksIdReplay"];
  };
  readonly "/v1/tickets": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List tickets, newest activity first
     * @description Without `status`, tickets of every status. `tag`, `q`, `channel`, `priority`, `sentiment`, `language`, `ownerId=none` and orders other than by `updatedAt` use search (within 2 s of a change) and are checked against the table; everything else is up to date at once. A page may be shorter than its limit although `nextCursor` shows that there is more.
     */
    readonly get: operations["getTickets"];
    /**
     * Start a conversation
     * @description Sends a message to a person, by their id on the origin (a number, an address). It goes to the active ticket of that person on the origin, or opens a ticket that you own. What the channel rejects is a 422 that names the limit: a text that is too long, a free text outside of the reply window, a template on a channel without templates.
     */
    readonly post: operations["postTickets"];
  };
  readonly "/v1/tickets/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a ticket
     * @description The `ETag` is the version, for `If-Match`.
     */
    readonly get: operations["getTicketsId"];
    /**
     * Change a ticket
     * @description The state machine decides which status changes are allowed; `followup` needs `followupAt` in the same body. With `If-Match`, 412 if the ticket has changed since.
     */
    readonly patch: operations["patchTicketsId"];
  };
  readonly "/v1/tickets/{id}/log": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read what happened to a ticket
     * @description Each entry has one actor: a change by a rule is an entry of its own.
     */
    readonly get: operations["getTicketsIdLog"];
  };
  readonly "/v1/tickets/{id}/take": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Take an unowned ticket
     * @description The first caller gets the ticket; the others get 409 `already_taken` with the owner. The owner gets 200.
     */
    readonly post: operations["postTicketsIdTake"];
  };
  readonly "/v1/tickets/bulk": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Change up to 1,000 tickets, each independently
     * @description Each ticket has its own result; if one fails, the others are still changed. More than 100 ids are a 202 with a job, whose `result` is the same without the tickets.
     */
    readonly post: operations["postTicketsBulk"];
  };
  readonly "/v1/tickets/{id}/merge": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Merge a ticket into another one
     * @description The ticket `intoId` takes over the messages, the tags and a customer who waits. The merged ticket is closed and names it in `mergedInto`. A closed `intoId` is a 409, and so is a ticket that is merged into another one already. You need to see both.
     */
    readonly post: operations["postTicketsIdMerge"];
  };
  readonly "/v1/tickets/{id}/links": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List related tickets
     * @description Those that you may see, oldest link first. For a merged ticket, `ticket` is the one that took it over.
     */
    readonly get: operations["getTicketsIdLinks"];
    /**
     * Link a ticket to another one
     * @description Each of the two lists the other. A link that exists stays as it is. You need to see both.
     */
    readonly post: operations["postTicketsIdLinks"];
  };
  readonly "/v1/tickets/{id}/links/{ticketId}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Remove a link
     * @description From both tickets.
     */
    readonly delete: operations["deleteTicketsIdLinksTicketId"];
  };
  readonly "/v1/tickets/{id}/messages": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List a ticket's messages, oldest first or newest first
     * @description A page of long messages may be shorter than its limit although `nextCursor` shows that there is more.
     */
    readonly get: operations["getTicketsIdMessages"];
    /**
     * Answer the customer or leave a note
     * @description With `template`, a message that the provider has approved is sent, on channels that have templates. With `choices`, the customer can pick an answer, on channels that offer it. A reply to a comment is a public comment; `to: "private"` sends a message that only the writer of the comment can read. If there is a customer message newer than `lastSeenNumber`, `thenStatus` is not applied and the response has `statusSkipped`.
     */
    readonly post: operations["postTicketsIdMessages"];
  };
  readonly "/v1/tickets/{id}/messages/{number}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Delete a message; its number stays as a tombstone
     * @description The text is deleted permanently. A reply, or a public message of a customer, is also deleted at the provider, on channels that do that (docs/channels.md); `delivery` tells whether it was. On other channels, the provider does not learn of it.
     */
    readonly delete: operations["deleteTicketsIdMessagesNumber"];
    /**
     * Hide or unhide a message, or edit a reply
     * @description A hidden message does not count as visible. Its number stays. A public message of a customer is also hidden or shown at the provider, on channels that do that (docs/channels.md); `delivery` tells whether it was. On other channels, the provider does not learn of it. `text` replaces the text of a reply that was sent, here and at the provider, on channels that edit (docs/channels.md); on others it is a 422, and before the reply is sent a 409.
     */
    readonly patch: operations["patchTicketsIdMessagesNumber"];
  };
  readonly "/v1/tickets/{id}/messages/{number}/edits": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the earlier texts of a message, oldest first
     * @description The list does not have the present text. The first 30 texts are kept; a deleted message has none.
     */
    readonly get: operations["getTicketsIdMessagesNumberEdits"];
  };
  readonly "/v1/tickets/{id}/messages/{number}/retry": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Resend a reply, or repeat a change at the provider, that failed or whose outcome is unknown
     * @description A reply in any other state is a 409. If the outcome is unknown, the customer may get the reply twice.
     */
    readonly post: operations["postTicketsIdMessagesNumberRetry"];
  };
  readonly "/v1/tickets/{id}/suggestions/{number}/accept": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Send a suggestion of an AI as your reply
     * @description With `text`, the edited text is sent. A suggestion can be accepted or dismissed once; after that, and for any other message, the response is a 409.
     */
    readonly post: operations["postTicketsIdSuggestionsNumberAccept"];
  };
  readonly "/v1/tickets/{id}/suggestions/{number}/dismiss": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Dismiss a suggestion of an AI
     * @description It stays in the thread as dismissed. One that was accepted or dismissed before is a 409.
     */
    readonly post: operations["postTicketsIdSuggestionsNumberDismiss"];
  };
  readonly "/v1/threads/{id}/messages": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the whole thread across its tickets, oldest first or newest first
     * @description Messages of tickets that you may not see are left out. A thread without a ticket that you may see is a 404.
     */
    readonly get: operations["getThreadsIdMessages"];
  };
  readonly "/v1/tickets/{id}/messages/{number}/reactions": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * React to a customer's message
     * @description Providers show one reaction of the business to a message: yours replaces that of another agent. `reactions` of the message has it at once; `delivery` with `change: "react"` tells whether the provider has it. It changes no status. A channel without reactions, and an emoji that the channel does not take, are a 422 (docs/channels.md).
     */
    readonly put: operations["putTicketsIdMessagesNumberReactions"];
    /**
     * Remove the business's reaction to a customer's message
     * @description Also that of another agent. Without a reaction, nothing happens.
     */
    readonly delete: operations["deleteTicketsIdMessagesNumberReactions"];
  };
  readonly "/v1/tickets/{id}/summary": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read the newest summary of a ticket
     * @description A 404 if there is none, or if a message of the ticket was deleted after it.
     */
    readonly get: operations["getTicketsIdSummary"];
    /**
     * Have a ticket summarized by an AI
     * @description The newest 100 messages between the customer and you; notes are never sent. Calls the AI toolbox in the background: 200 with its answer if it comes in time, else 202 with a job that has the answer as its `result`. The answer is stored, and agents get an `amended` frame of the message. A repeated request returns the stored answer. 409 if AI is off: nothing is sent to the toolbox. 503 if the toolbox does not answer: nothing is stored.
     */
    readonly post: operations["postTicketsIdSummary"];
  };
  readonly "/v1/tickets/{id}/messages/{number}/translation": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Have a message translated by an AI
     * @description A note, a suggestion and a message that is hidden or has no text are a 422. Calls the AI toolbox in the background: 200 with its answer if it comes in time, else 202 with a job that has the answer as its `result`. The answer is stored, and agents get an `amended` frame of the message. A repeated request returns the stored answer. 409 if AI is off: nothing is sent to the toolbox. 503 if the toolbox does not answer: nothing is stored.
     */
    readonly post: operations["postTicketsIdMessagesNumberTranslation"];
  };
  readonly "/v1/tickets/{id}/messages/{number}/translations": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read the translations of a message
     * @description One for each language. After an edit of the message, a translation stays until somebody requests it again.
     */
    readonly get: operations["getTicketsIdMessagesNumberTranslations"];
  };
  readonly "/v1/tickets/{id}/escalations": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List a ticket's escalations in the order in which they were raised
     * @description Each with its delivery, its answer and whether it is overdue.
     */
    readonly get: operations["getTicketsIdEscalations"];
    /**
     * Ask a team, a mail address or a web address about a ticket
     * @description A note on the ticket tells agents of it. A mail leaves from the ticket’s mailbox or another one of the tenant; without one it is kept (`delivery: held`). A web address gets a signed call (the webhook `ruleWebhook`). A `dueAt` in the past is a 422; a closed ticket is a 409.
     */
    readonly post: operations["postTicketsIdEscalations"];
  };
  readonly "/v1/tickets/{id}/escalations/{escalationId}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Answer or close an escalation
     * @description A `text` becomes a note of the system, also on a closed ticket. A closed escalation stays closed: answering it is a 409.
     */
    readonly patch: operations["patchTicketsIdEscalationsEscalationId"];
  };
  readonly "/v1/queues": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the queues that the caller may see, by priority, with their counters
     * @description Everybody sees a queue without `visibleTo`. Other queues are visible to their teams and agents, supervisors and admins.
     */
    readonly get: operations["getQueues"];
    /**
     * Add a queue
     * @description Existing tickets are evaluated again in the background. Lists and visibility use the new queue at once; its counters and rows follow.
     */
    readonly post: operations["postQueues"];
  };
  readonly "/v1/queues/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a queue with its counters
     * @description A queue that the caller may not see is a 404.
     */
    readonly get: operations["getQueuesId"];
    /**
     * Remove a queue
     * @description Its tickets stay, but are no longer in it.
     */
    readonly delete: operations["deleteQueuesId"];
    /**
     * Change a queue
     * @description A new condition moves tickets in the background, as after adding a queue.
     */
    readonly patch: operations["patchQueuesId"];
  };
  readonly "/v1/queues/{id}/tickets": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the tickets of a queue: most urgent first, then longest waiting first
     * @description Without `status`, active tickets. With it, tickets of these statuses; closed ones come last, newest activity first. A page may be shorter than its limit although `nextCursor` shows that there is more.
     */
    readonly get: operations["getQueuesIdTickets"];
  };
  readonly "/v1/rules": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the rules in the order in which they run
     * @description Enabled or not, by `weight`.
     */
    readonly get: operations["getRules"];
    /**
     * Add a rule
     * @description It applies to events from now on.
     */
    readonly post: operations["postRules"];
  };
  readonly "/v1/rules/dry-run": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Try a rule on the tickets of the last days
     * @description Returns the tickets that match and what the rule would change. Nothing is changed, nothing is sent, and existing rules do not run. `message.received` is evaluated with the newest customer message of each ticket, `ticket.created` with the message that opened it, other events with the ticket as it is. Matches that change no field count in `matched` and are not listed. With more than 10,000 tickets, the response is a 202 with a job.
     */
    readonly post: operations["postRulesDryRun"];
  };
  readonly "/v1/rules/export": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Export all rules
     * @description What `POST /v1/rules/import` takes. More rules than one import accepts (3 MB) come in pages: repeat the call with `cursor`.
     */
    readonly get: operations["getRulesExport"];
  };
  readonly "/v1/rules/import": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Import rules, all or none
     * @description A rule with the id of an existing rule replaces it, so that a repeated import changes nothing; other existing rules stay. An import of up to 2,000 rules in 3 MB takes effect at one moment: no event sees a part of it. If there are errors, nothing is imported, and `errors` lists each with a JSON pointer as `path`, such as `/rules/3/actions/0/teamId`.
     */
    readonly post: operations["postRulesImport"];
  };
  readonly "/v1/rules/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a rule
     * @description One rule by id.
     */
    readonly get: operations["getRulesId"];
    /**
     * Remove a rule
     * @description It no longer applies to events from now on.
     */
    readonly delete: operations["deleteRulesId"];
    /**
     * Change a rule
     * @description The changed rule applies to events from now on.
     */
    readonly patch: operations["patchRulesId"];
  };
  readonly "/v1/rules/{id}/runs": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the runs of a rule, newest first
     * @description What each run did, or why it did nothing. A run appears within about a second and is kept for 30 days, also after the rule is removed.
     */
    readonly get: operations["getRulesIdRuns"];
  };
  readonly "/v1/enrichment-lists": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the enrichment lists, without their entries
     * @description Read one by its id to get its entries.
     */
    readonly get: operations["getEnrichmentLists"];
    /**
     * Add an enrichment list
     * @description The response omits the entries if they exceed 100 KB; GET returns all of them.
     */
    readonly post: operations["postEnrichmentLists"];
  };
  readonly "/v1/enrichment-lists/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read an enrichment list with its entries
     * @description If the entries are more than 4.5 MB of JSON, the response omits them.
     */
    readonly get: operations["getEnrichmentListsId"];
    /**
     * Remove an enrichment list
     * @description Tickets keep the properties that it set.
     */
    readonly delete: operations["deleteEnrichmentListsId"];
    /**
     * Change an enrichment list
     * @description `entries` replaces all entries. The list applies to messages from now on; tickets keep their properties.
     */
    readonly patch: operations["patchEnrichmentListsId"];
  };
  readonly "/v1/enrichment-lists/{id}/uploads": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Get a form to upload the entries of a list as a file
     * @description POST the file as `multipart/form-data` to `upload.url` with `upload.fields` first and the file last, within 5 minutes; then start the upload. At most 100,000 rows in 25 MB. CSV: UTF-8, separated by commas; the first line names `value` and the properties that an entry sets (`tags` separated by `;`, `owner.agentId`, `owner.teamId`, `customFields.<name>`). JSON: an array of entries.
     */
    readonly post: operations["postEnrichmentListsIdUploads"];
  };
  readonly "/v1/enrichment-lists/{id}/uploads/{uploadId}/start": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Replace the entries of a list by an uploaded file
     * @description A 202 with a job. Its `result` is `{read, kept, bad, errorsUrl?}`; `errorsUrl` downloads a CSV that names each bad row, its column and the reason, and is valid for 5 minutes. The old entries apply until all new ones are stored. A failed upload does not change them. With bad rows the job fails, unless `onBadRows` is `keep`.
     */
    readonly post: operations["postEnrichmentListsIdUploadsUploadIdStart"];
  };
  readonly "/v1/jobs/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read the progress of a job
     * @description Calls that take longer than a request may answer 202 with the id of a job. A job is kept for 30 days after its last progress; a rebuild or recount until the next one of its kind. Agents and users can read the jobs that they started.
     */
    readonly get: operations["getJobsId"];
  };
  readonly "/v1/events/{topic}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Put events on a topic, for programs without a Kafka client
     * @description One event or up to 100. The response comes when the accepted events are durable; they take effect soon after, in order for each ticket. An event of an unknown type or with invalid data is `accepted: false` and does not affect the others. An event about a ticket that does not exist is accepted and becomes a dead letter.
     */
    readonly post: operations["postEventsTopic"];
  };
  readonly "/v1/dead-letters": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List events that could not be applied, newest first
     * @description Each has its reason. They are kept for 30 days.
     */
    readonly get: operations["getDeadLetters"];
  };
  readonly "/v1/dead-letters/{id}/replay": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Put a dead letter back on its topic
     * @description Use it when the cause is fixed. The dead letter leaves the list; if it fails again, it comes back with the new reason. An event that was applied in the meantime is not applied twice.
     */
    readonly post: operations["postDeadLettersIdReplay"];
  };
  readonly "/v1/search": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Search tickets by the words of their messages, authors, topics and tags
     * @description All words must occur in the ticket; the last one may be incomplete; "quotes" make a phrase. `#38` finds ticket 38; the grouping of a number’s digits does not matter; emoji are words; a query of punctuation alone finds nothing. Accents, case and look-alike letters do not matter. Search follows a change within 2 s. Hits are checked against the table, so a page may be shorter than its limit.
     */
    readonly get: operations["getSearch"];
  };
  readonly "/v1/socket-tickets": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * A ticket to open the WebSocket with
     * @description Valid for 30 seconds and for one connection: `{wsUrl}?ticket={ticket}`.
     *
     *     Each message of the WebSocket is one frame or an array of frames; [asyncapi.yaml](/asyncapi.yaml) describes the protocol.
     *
     *     From you:
     *
     *     - `send` (`ClientSendFrame`): A message to a chat, group or direct. Use the API to answer tickets.
     *     - `ack` (`ClientAckFrame`): You have seen everything up to here; the stored position never moves back.
     *     - `resume` (`ClientResumeFrame`): Replays what you are owed, and the changes of tickets, after the cursor or after the last ack.
     *     - `typing` (`ClientTypingFrame`): You are writing in the conversation.
     *     - `presence` (`ClientPresenceFrame`): Whether you are available for tickets that rules assign.
     *     - `subscribe` (`ClientSubscribeFrame`): Limits the frames that you get to what your screen shows. Without `queueIds` and `ticketIds`, you again get frames about everything that you may see. You always get counters of queues.
     *     - `group.create` (`ClientGroupCreateFrame`): A new group.
     *     - `group.update` (`ClientGroupUpdateFrame`): Adds or removes members, or changes the name or the description. Name the group by `groupId` or `conversationId`.
     *
     *     To you:
     *
     *     - `accepted` (`ServerAcceptedFrame`): Your message or your group is kept; the number is final. The same `id` again gets the same answer.
     *     - `ticket` (`ServerTicketFrame`): A ticket that you may see, as it is now.
     *     - `message` (`ServerMessageFrame`): A new message in a conversation that you may see.
     *     - `amended` (`ServerAmendedFrame`): A message after an edit, a hiding, a removal, a delivery status, a reaction, a preview of its link, an analysis, or a decision about a suggestion; or something that happened in a group.
     *     - `delivered` (`ServerDeliveredFrame`): To the author: this person has acknowledged the conversation up to this message of yours. Not in groups of more than 100.
     *     - `read` (`ServerReadFrame`): To the author, and to the reader’s own devices: this person has read up to this message. Not in groups of more than 100.
     *     - `queue` (`ServerQueueFrame`): The counters of a queue that you may see, as they are now.
     *     - `stale` (`ServerStaleFrame`): Too much has changed for single frames. Load again what you show of these queues, and every list that is not the list of a queue.
     *     - `resumed` (`ServerResumedFrame`): The end of a replay. Until it comes, keep the cursor you resumed with; `more`: resume again from this one.
     *     - `typing` (`ServerTypingFrame`): Somebody else is writing in the conversation.
     *     - `mention` (`ServerMentionFrame`): A note names you, or a team of yours.
     *     - `failure` (`ServerFailureFrame`): A reply of a ticket that you or your team own could not be sent, for good.
     *     - `presence` (`ServerPresenceFrame`): A colleague changed their availability, or looks at a ticket that you may see.
     *     - `error` (`ServerErrorFrame`): Your frame could not be processed; the connection stays open.
     */
    readonly post: operations["postSocketTickets"];
  };
  readonly "/v1/livechat/settings": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read how the chat widget looks
     * @description For the widget, before the visitor has a session. A page whose host is not in `allowedDomains` gets a 403.
     */
    readonly get: operations["getLivechatSettings"];
  };
  readonly "/v1/livechat/sessions": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Start or resume a visitor’s session
     * @description Called by a page whose host is in the origin’s `allowedDomains` (`Origin` header; 403 otherwise). With the `token` of an earlier session, the conversation continues. With `identity`, the business says who the visitor is: the same person has the same conversation on every device.
     */
    readonly post: operations["postLivechatSessions"];
  };
  readonly "/v1/livechat/messages": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read the conversation backwards, newest messages first
     * @description For a visitor who scrolls back. `GET /v1/livechat/updates` reads what comes after.
     */
    readonly get: operations["getLivechatMessages"];
    /**
     * Send a visitor’s message
     * @description The visitor’s device makes the `id`: sending the same id again returns the message that is there, with the same number. At most 20000 characters.
     */
    readonly post: operations["postLivechatMessages"];
  };
  readonly "/v1/livechat/updates": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read what is new or has changed since a position
     * @description For the time after a reconnect, and for polling where a WebSocket does not work. Without `position`, from the beginning. Keep the `position` of the answer, and read on at once while `more` is true.
     */
    readonly get: operations["getLivechatUpdates"];
  };
  readonly "/v1/livechat/acks": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Acknowledge replies
     * @description Agents see `delivered` and `read` at their replies. A position never moves back.
     */
    readonly post: operations["postLivechatAcks"];
  };
  readonly "/v1/livechat/rating": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Rate the chat that has ended
     * @description Stars and an optional comment for the ticket with which the conversation has ended. One rating a ticket, which can be changed for a day; after that, and while the chat is open, a 409. A rating reopens nothing.
     */
    readonly put: operations["putLivechatRating"];
  };
  readonly "/v1/livechat/attachments": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Get a form to upload a visitor’s file
     * @description POST the file as `multipart/form-data` to `upload.url` with `upload.fields` first and the file last, within 5 minutes; then name the id in a message. At most 10 MB.
     */
    readonly post: operations["postLivechatAttachments"];
  };
  readonly "/v1/livechat/socket-tickets": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Get an address to open the visitor’s WebSocket with
     * @description Valid for 30 seconds and for one connection. The socket tells new and changed messages and that an agent is typing. After each connect, read `GET /v1/livechat/updates` once.
     */
    readonly post: operations["postLivechatSocketTickets"];
  };
  readonly "/v1/applications": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the client applications, newest first
     * @description Each with its token and the exact number of its chats.
     */
    readonly get: operations["getApplications"];
    /**
     * Add a client application
     * @description The `token` names the application in every path of its chats. Nobody can guess it. It is no credential: every call needs one besides.
     */
    readonly post: operations["postApplications"];
  };
  readonly "/v1/applications/{token}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a client application
     * @description One application by its token, with the exact number of its chats.
     */
    readonly get: operations["getApplicationsToken"];
    /**
     * Rename a client application, or turn its link previews on or off
     * @description The token and the chats stay.
     */
    readonly patch: operations["patchApplicationsToken"];
  };
  readonly "/v1/applications/{token}/chats": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the chats of an application, newest first
     * @description Each with the exact number of its messages.
     */
    readonly get: operations["getApplicationsTokenChats"];
    /**
     * Open a chat of an application
     * @description Chats are numbered 1, 2, 3 … within their application, without gaps. The number in the response is final.
     */
    readonly post: operations["postApplicationsTokenChats"];
  };
  readonly "/v1/applications/{token}/chats/{number}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a chat
     * @description One chat by its number, with the exact number of its messages.
     */
    readonly get: operations["getApplicationsTokenChatsNumber"];
    /**
     * Rename a chat
     * @description The number and the messages stay.
     */
    readonly patch: operations["patchApplicationsTokenChatsNumber"];
  };
  readonly "/v1/applications/{token}/chats/{number}/messages": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the messages of a chat, newest first or oldest first
     * @description A page of long messages may be shorter than its limit although `nextCursor` shows that there is more.
     */
    readonly get: operations["getApplicationsTokenChatsNumberMessages"];
    /**
     * Write a message in a chat
     * @description Messages are numbered 1, 2, 3 … within their chat, without gaps, in the order in which the hub accepts them. The number in the response is final. Send an `Idempotency-Key` and repeat the call until it is answered: the message is there once. `@[id]` in the text mentions a person of the tenant. `attachmentIds` are files of `POST /v1/attachments`; beside them, the `body` may be missing.
     */
    readonly post: operations["postApplicationsTokenChatsNumberMessages"];
  };
  readonly "/v1/applications/{token}/chats/{number}/messages/search": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Search the messages of a chat by their words, newest first
     * @description Every word must occur in the message; the last one may be incomplete; "quotes" make a phrase. Accents, case and look-alike letters do not matter, in any language. Search follows a change within 2 s. Hits are checked against the table, so a page may be shorter than its limit.
     */
    readonly get: operations["getApplicationsTokenChatsNumberMessagesSearch"];
  };
  readonly "/v1/applications/{token}/chats/{number}/messages/{n}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a message of a chat with its earlier texts
     * @description A deleted message keeps its number; its texts are gone. Very long earlier texts are listed as far as they fit into a response.
     */
    readonly get: operations["getApplicationsTokenChatsNumberMessagesN"];
    /**
     * Delete a message of a chat; its number stays as a tombstone
     * @description Its author and the admins of the tenant may. All its texts are deleted permanently. Repeating the call changes nothing.
     */
    readonly delete: operations["deleteApplicationsTokenChatsNumberMessagesN"];
    /**
     * Edit or hide a message of a chat
     * @description Only its author gives it a new `body`. The earlier text stays readable. A message can be edited 50 times; a deleted or hidden one is a 409. Admins of the tenant set `hidden`: everybody else sees no text then.
     */
    readonly patch: operations["patchApplicationsTokenChatsNumberMessagesN"];
  };
  readonly "/v1/users": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Find people of the tenant, to add them to groups
     * @description Give `email` or `mobileNumber` (exactly one person’s, in any spelling of spaces and case), or `q` with beginnings of words of the name; everything given must match. There is no list without any of them (422). Agents come first. Users see addresses and numbers only if they looked for them. A page may be shorter than its limit although `nextCursor` shows that there is more.
     */
    readonly get: operations["getUsers"];
  };
  readonly "/v1/groups": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List your groups with their newest messages and unread counts
     * @description Pinned groups first, then those with the newest messages. A group that gets a message while you read the pages may appear twice.
     */
    readonly get: operations["getGroups"];
    /**
     * Make a group of up to 50,000 members
     * @description You are its owner and a member. With an `id` that the client made, or an `Idempotency-Key`, you can repeat the call until it is answered: there is one group, and the answer is the same. The same `id` with another body is a 409. One unknown person among `memberIds` is a 422, and nobody is added. Above 1,000 people, the answer is a 202: the group is there, and the job adds them.
     */
    readonly post: operations["postGroups"];
  };
  readonly "/v1/groups/join": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Join a group by an invitation
     * @description For a member, nothing changes. An invitation that has ended is a 404.
     */
    readonly post: operations["postGroupsJoin"];
  };
  readonly "/v1/groups/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a group
     * @description Whoever is no member gets a 404, as for a group that does not exist.
     */
    readonly get: operations["getGroupsId"];
    /**
     * Rename a group, add and remove members, slow it down, or leave it
     * @description The owner and admins rename, add and remove; admins remove members only. Everybody may remove themselves. Whoever is a member already, or is none, stays so: repeat the call if it was interrupted. One unknown or banned person in `add` is a 422, and nothing changes. With `slowModeSeconds`, a plain member waits so long between two messages; earlier ones are a 429. Above 1,000 people, the answer is a 202, and the job changes the members. When the owner leaves, the first admin becomes the owner, or else a member.
     */
    readonly patch: operations["patchGroupsId"];
  };
  readonly "/v1/groups/{id}/membership": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Mute or pin a group for yourself
     * @description Other members do not see it.
     */
    readonly patch: operations["patchGroupsIdMembership"];
  };
  readonly "/v1/groups/{id}/members": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the members of a group with their roles
     * @description In no particular order.
     */
    readonly get: operations["getGroupsIdMembers"];
  };
  readonly "/v1/groups/{id}/members/{userId}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Change the role of a member
     * @description Only the owner may. A new owner makes you an admin. A group can have 20 admins.
     */
    readonly patch: operations["patchGroupsIdMembersUserId"];
  };
  readonly "/v1/groups/{id}/invitation": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Make an invitation to a group
     * @description The owner and admins may. Whoever of the tenant has the `invite` can join, until you end it or make another one. It is shown once; the hub keeps its hash. Put it into the fragment of a link of your app, not into a path or a query.
     */
    readonly post: operations["postGroupsIdInvitation"];
    /**
     * End the invitation to a group
     * @description The owner and admins may. Repeating the call changes nothing.
     */
    readonly delete: operations["deleteGroupsIdInvitation"];
  };
  readonly "/v1/groups/{id}/bans": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List who is banned from a group
     * @description For the owner and admins of the group. In the order of their ids.
     */
    readonly get: operations["getGroupsIdBans"];
  };
  readonly "/v1/groups/{id}/bans/{userId}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Ban a person from a group
     * @description The owner bans everybody else, admins ban members and people outside. Who is banned loses their membership, and no invitation, no `add` and no job brings them back. Repeating the call changes nothing.
     */
    readonly put: operations["putGroupsIdBansUserId"];
    /**
     * End the ban of a person
     * @description For the owner and admins of the group. The person may join again, and is no member yet. Who is not banned is a 404.
     */
    readonly delete: operations["deleteGroupsIdBansUserId"];
  };
  readonly "/v1/groups/{id}/messages": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the messages of a group, newest first or oldest first
     * @description A new member sees the whole log. A page of long messages may be shorter than its limit although `nextCursor` shows that there is more.
     */
    readonly get: operations["getGroupsIdMessages"];
    /**
     * Write a message in a group
     * @description Messages are numbered 1, 2, 3 … without gaps, in the order in which the hub accepts them. The number in the response is final. Send an `Idempotency-Key` and repeat the call until it is answered: the message is there once. `@[id]` in the text mentions a member. `attachmentIds` are files of `POST /v1/attachments`; beside them, the `body` may be missing.
     */
    readonly post: operations["postGroupsIdMessages"];
  };
  readonly "/v1/groups/{id}/messages/{n}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a message of a group with its earlier texts
     * @description A deleted message keeps its number; its texts are gone. Very long earlier texts are listed as far as they fit into a response.
     */
    readonly get: operations["getGroupsIdMessagesN"];
    /**
     * Delete a message of a group; its number stays as a tombstone
     * @description Its author may, and the owner and the admins of a group. All its texts are deleted permanently. Repeating the call changes nothing.
     */
    readonly delete: operations["deleteGroupsIdMessagesN"];
    /**
     * Edit or hide a message of a group
     * @description Only its author gives it a new `body`. The earlier text stays readable. A message can be edited 50 times; a deleted or hidden one is a 409. The owner and the admins of a group set `hidden`: other members see no text then.
     */
    readonly patch: operations["patchGroupsIdMessagesN"];
  };
  readonly "/v1/directs": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List your directs with their newest messages and unread counts
     * @description Pinned ones first, then those with the newest messages. A direct that gets a message while you read the pages may appear twice.
     */
    readonly get: operations["getDirects"];
    /**
     * Open the direct with another person
     * @description There is one for each two people: whoever opens it again gets the same one.
     */
    readonly post: operations["postDirects"];
  };
  readonly "/v1/directs/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a direct
     * @description Whoever is none of the two gets a 404, as for a direct that does not exist.
     */
    readonly get: operations["getDirectsId"];
    /**
     * Mute or pin a direct for yourself, or block the other person
     * @description While one of you has blocked the other, neither can write, edit or delete there (403). The other person is not told who has.
     */
    readonly patch: operations["patchDirectsId"];
  };
  readonly "/v1/directs/{id}/messages": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List the messages of a direct, newest first or oldest first
     * @description A new member sees the whole log. A page of long messages may be shorter than its limit although `nextCursor` shows that there is more.
     */
    readonly get: operations["getDirectsIdMessages"];
    /**
     * Write a message in a direct
     * @description Messages are numbered 1, 2, 3 … without gaps, in the order in which the hub accepts them. The number in the response is final. Send an `Idempotency-Key` and repeat the call until it is answered: the message is there once. `@[id]` in the text mentions a member. `attachmentIds` are files of `POST /v1/attachments`; beside them, the `body` may be missing.
     */
    readonly post: operations["postDirectsIdMessages"];
  };
  readonly "/v1/directs/{id}/messages/{n}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a message of a direct with its earlier texts
     * @description A deleted message keeps its number; its texts are gone. Very long earlier texts are listed as far as they fit into a response.
     */
    readonly get: operations["getDirectsIdMessagesN"];
    /**
     * Delete a message of a direct; its number stays as a tombstone
     * @description Its author may, and the owner and the admins of a group. All its texts are deleted permanently. Repeating the call changes nothing.
     */
    readonly delete: operations["deleteDirectsIdMessagesN"];
    /**
     * Edit or hide a message of a direct
     * @description Only its author gives it a new `body`. The earlier text stays readable. A message can be edited 50 times; a deleted or hidden one is a 409. The owner and the admins of a group set `hidden`: other members see no text then.
     */
    readonly patch: operations["patchDirectsIdMessagesN"];
  };
  readonly "/v1/applications/{token}/chats/{number}/messages/{n}/reactions/{emoji}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * React to a message with an emoji in a chat
     * @description Each emoji counts once for each person; repeating the call changes nothing. A person may use 5 emojis on a message, and 200 people may react; more is a 409, as on a deleted message.
     */
    readonly put: operations["putApplicationsTokenChatsNumberMessagesNReactionsEmoji"];
    /**
     * Take your reaction back in a chat
     * @description Repeating the call changes nothing.
     */
    readonly delete: operations["deleteApplicationsTokenChatsNumberMessagesNReactionsEmoji"];
  };
  readonly "/v1/groups/{id}/messages/{n}/reactions/{emoji}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * React to a message with an emoji in a group
     * @description Each emoji counts once for each person; repeating the call changes nothing. A person may use 5 emojis on a message, and 200 people may react; more is a 409, as on a deleted message.
     */
    readonly put: operations["putGroupsIdMessagesNReactionsEmoji"];
    /**
     * Take your reaction back in a group
     * @description Repeating the call changes nothing.
     */
    readonly delete: operations["deleteGroupsIdMessagesNReactionsEmoji"];
  };
  readonly "/v1/directs/{id}/messages/{n}/reactions/{emoji}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * React to a message with an emoji in a direct
     * @description Each emoji counts once for each person; repeating the call changes nothing. A person may use 5 emojis on a message, and 200 people may react; more is a 409, as on a deleted message.
     */
    readonly put: operations["putDirectsIdMessagesNReactionsEmoji"];
    /**
     * Take your reaction back in a direct
     * @description Repeating the call changes nothing.
     */
    readonly delete: operations["deleteDirectsIdMessagesNReactionsEmoji"];
  };
  readonly "/v1/groups/{id}/messages/{n}/report": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Report a message of a group
     * @description The admins of the tenant see the report with the message, and settle it. There is one for each person and message: repeating the call answers with the first one. Your own message is a 422, a deleted one a 409.
     */
    readonly post: operations["postGroupsIdMessagesNReport"];
  };
  readonly "/v1/directs/{id}/messages/{n}/report": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Report a message of a direct
     * @description The admins of the tenant see the report with the message, and settle it. There is one for each person and message: repeating the call answers with the first one. Your own message is a 422, a deleted one a 409.
     */
    readonly post: operations["postDirectsIdMessagesNReport"];
  };
  readonly "/v1/applications/{token}/chats/{number}/messages/{n}/report": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Report a message of a chat
     * @description The admins of the tenant see the report with the message, and settle it. There is one for each person and message: repeating the call answers with the first one. Your own message is a 422, a deleted one a 409.
     */
    readonly post: operations["postApplicationsTokenChatsNumberMessagesNReport"];
  };
  readonly "/v1/reports": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List reported messages of chats, groups and directs, newest report first
     * @description Open ones unless you give a `state`. Each has the message as it is now, also a hidden one. A page of long messages may be shorter than its limit.
     */
    readonly get: operations["getReports"];
  };
  readonly "/v1/reports/{id}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Settle a report, and hide, show or delete its message
     * @description With an `action`, the report is settled unless you give a `state`. You need not be in the conversation. A deleted message cannot be hidden (409). Repeating the call changes nothing.
     */
    readonly patch: operations["patchReportsId"];
  };
  readonly "/v1/acks": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Acknowledge the messages of a conversation that you have received
     * @description Moves your position in a chat, a group or a direct to a `number` or a `cursor`. It never moves back, whatever the order of calls, and a position beyond the end is the end. With `read`, your person has also read them; without it, your device has only received them. Unread counts follow from what is read, or from the position if your devices never say `read`. The response has the position that holds.
     */
    readonly post: operations["postAcks"];
  };
  readonly "/v1/send": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Send frames without a WebSocket
     * @description For background senders, and for clients that were offline. The frames are those of the WebSocket: `send`, `group.create`, `group.update`, and `ack` of a conversation; one, or an array of up to 100 that are run in order. Each has an `id` of yours, and the response has one item for each frame: a bad one fails alone. The same `id` of an accepted frame again, here or on a WebSocket, gets the same result, whatever the frame says, for good. A frame that was not accepted can be sent again. Above 1,000 people, a job adds or removes them (`jobId`).
     */
    readonly post: operations["postSend"];
  };
  readonly "/v1/messages": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read what you are owed in your chats, groups and directs
     * @description What others have written and changed since you last acknowledged, by conversation, and in order within each; your own entries are left out. A chat is yours when you have written or acknowledged something there. `POST /v1/acks` takes the `cursor` of an item with its `conversationId`. An amendment has the message as it is now, and says what happened in `change`; its `number` is null for something that happened in a group. `cursor` is a `nextCursor`, or the `cursor` of an item, after which the list continues. A page may be shorter than its limit although `nextCursor` shows that there is more.
     */
    readonly get: operations["getMessages"];
  };
  readonly "/v1/admin/rebuild": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read the progress of rebuilds: the newest of each projection
     * @description `visited` is the number of items that were read, `carried` the number that were processed; `skipped` cannot be processed and are in the dead-letter queue. A rebuild that waits for an unavailable service says so in `trouble` and continues automatically; after about five hours it is `failed`. `overtaken`: a newer rebuild of the same projection does the rest. `layout` starts automatically after an upgrade, for a tenant that an earlier release stored: it moves the configuration and reads every ticket.
     */
    readonly get: operations["getAdminRebuild"];
    /**
     * Rebuild a projection of the tenant
     * @description Rebuilds from the table, in the background, while live traffic continues. `queues` rebuilds rows and counters. `timers` arms closures and followups. `feed` lists every active ticket again for clients that resume. `outbox`, `actions` and `commands` continue unfinished work: queued replies, calls of rules that have not ended, assignments of tickets that still wait. Nothing that was sent or done is repeated. `reevaluation` evaluates the active tickets again. `tickets` computes the fields that tickets derive from their logs (waiting since, response and resolution times, reopenings, stars, sentiment, language) and repairs those that differ; `carried` counts the repaired tickets, and a ticket whose log is incomplete stays as it is. `leftovers` has only work that is retried each minute anyway. `search` is one index for the whole deployment, which is replaced at the end. While a rebuild of the projection runs, the same call returns its progress.
     */
    readonly post: operations["postAdminRebuild"];
  };
  readonly "/v1/admin/recount": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read the newest recount: its progress, or its result
     * @description A 404 if there was none.
     */
    readonly get: operations["getAdminRecount"];
    /**
     * Compare the counters of queues with their tickets
     * @description Reads every ticket of the tenant once. If that takes longer than 15 s, answers 202 and continues in the background; `GET /v1/admin/recount` returns the progress and, at the end, the result. While a recount runs, the same call returns its progress; if there was no progress for 35 minutes, the call resumes it. While tickets change, it compares again each second, up to 30 times, until each queue was read at a time when nothing changed in it. `unreadable` lists tickets that cannot be read.
     */
    readonly post: operations["postAdminRecount"];
  };
  readonly "/v1/admin/tickets/{id}/replay": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Replay the log of a ticket and compare
     * @description Rebuilds the ticket in memory from its messages, their amendments and its log, and lists each field that differs. Changes nothing. Reads the complete log. Logs of releases before December 2026 are incomplete.
     */
    readonly get: operations["getAdminTicketsIdReplay"];
  };
  readonly "/v1/admin/rebuild-queues": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Rebuild the rows and counters of queues from the tickets
     * @description The same as `POST /v1/admin/rebuild` of `queues`. Counters start at 0 and are complete at the end.
     */
    readonly post: operations["postAdminRebuildQueues"];
  };
  readonly "/v1/admin/reindex": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Rebuild the search index from the table
     * @description The same as `POST /v1/admin/rebuild` of `search`. The present index answers until the new one replaces it.
     */
    readonly post: operations["postAdminReindex"];
  };
  readonly "/v1/audit": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read who changed configuration, people and origins, and who signed in
     * @description Newest first. Moderation of chats and groups is of a `message` (`{conversationId}/{number}`), a `groupBan` or a `group`. Sign-ins of agents are entries of a `session`: `state` is `open`, `signed_out` or `token_reused`. Failed ones are one entry for each agent and hour, with their number (`failedSignIns`) and the newest address. `from` and `to` are `***` where they would show a secret. A value over 8 KB is told as `{bytes}`.
     */
    readonly get: operations["getAudit"];
  };
  readonly "/openapi.json": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * This documentation as OpenAPI 3.1
     * @description The API as a document for programs: client generators, tests, gateways.
     */
    readonly get: operations["getOpenapiJson"];
  };
  readonly "/asyncapi.yaml": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * The WebSocket and the topics as AsyncAPI 3.0
     * @description Frames of the WebSocket in both directions, and the topics with their records.
     */
    readonly get: operations["getAsyncapiYaml"];
  };
  readonly "/docs": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * This documentation as a page
     * @description Every operation with its parameters, bodies and responses; outgoing webhooks; named schemas, including frames of the WebSocket.
     */
    readonly get: operations["getDocs"];
  };
  readonly "/api-docs": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * This documentation as a page
     * @description Every operation with its parameters, bodies and responses; outgoing webhooks; named schemas, including frames of the WebSocket.
     */
    readonly get: operations["getApiDocs"];
  };
  readonly "/docs/{file}": {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * A script or style of the documentation page
     * @description Compressed if the caller accepts gzip.
     */
    readonly get: operations["getDocsFile"];
  };
}
export interface webhooks {
  readonly ruleWebhook: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * A rule calls your address
     * @description The actions `webhook` and `escalate` of a rule POST the ticket to your address. Calls of one rule about one ticket are sent in order. Check the signature before you read the body; the key is the setting `webhookSecret` of the tenant, and without one nothing is sent. A call that fails is retried for an hour.
     */
    readonly post: operations["ruleWebhook"];
  };
  readonly customerEvent: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * An event goes to a webhook
     * @description Events that a webhook of `/v1/webhooks` asks for are POSTed to its `url`, in order for each ticket. Verify the call as the Standard Webhooks specification says, and process the same `webhook-id` once. Any answer but a 2xx within 10 s is a failure: the event is retried after 5 s, 30 s, 2 min and 10 min, then hourly for three days.
     */
    readonly post: operations["customerEvent"];
  };
  readonly replyCallback: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * A reply goes to your callback
     * @description A reply on an origin of the channel `api` is POSTed to its `callbackUrl`. Check the signature before you read the body; the key is the `signingSecret` of the origin. A call that fails is retried for four hours; process the same `Idempotency-Key` once. A 409 is retried too.
     */
    readonly post: operations["replyCallback"];
  };
  readonly toolboxAnalysis: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Messages go to the AI toolbox
     * @description The hub POSTs messages of a ticket to `{AITOOLBOX_SERVICE_URL}/v1/analyze`, and `want` names the parts of the answer: `suggestion`, `reply`, `sentiment` and `language` for a new message of a customer; `summary` or `translation` alone when an agent asks. Answer within 10 s, with at most 256,000 bytes. Every part is optional, and an invalid one is left out.
     */
    readonly post: operations["toolboxAnalysis"];
  };
  readonly ticketHelperEvent: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * An event goes to the ticket helper
     * @description The hub POSTs each event of a ticket to `{TICKET_HELPER_SERVICE_URL}/v1/events`, in order for each ticket. An event may come twice, with the same `id`: ignore the second. Answer within 10 s.
     */
    readonly post: operations["ticketHelperEvent"];
  };
  readonly userServicePeople: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * The hub asks the user service for agents and teams
     * @description The hub POSTs the id of a tenant to `{USER_SERVICE_URL}/v1/agents` when its copy of agents and teams is a minute old and somebody uses the hub. Answer with all of them within 10 s, in at most 8,000,000 bytes. An invalid entry is skipped by itself and reported in `GET /v1/user-service`.
     */
    readonly post: operations["userServicePeople"];
  };
}
export interface components {
  schemas: {
    /**
     * @description Why a call failed, as RFC 9457. Some codes have more members, such as `current` of a conflict; an `illegal_transition` has `current` (the status) and `requested`.
     * @example {
     *       "code": "unprocessable",
     *       "title": "Well-formed, but not possible",
     *       "status": 422,
     *       "detail": "An agent or team is not known.",
     *       "errors": [
     *         {
     *           "path": "owner.agentId",
     *           "message": "is not known"
     *         }
     *       ]
     *     }
     */
    readonly Problem: {
      /**
       * @description The error code for programs. Its meaning never changes.
       * @enum {string}
       */
      readonly code: "invalid_request" | "unauthenticated" | "second_factor_required" | "forbidden" | "second_factor_not_set_up" | "not_found" | "method_not_allowed" | "conflict" | "illegal_transition" | "already_taken" | "stale" | "too_large" | "unprocessable" | "rate_limited" | "unavailable" | "internal";
      /** @description The code as a short sentence. */
      readonly title: string;
      /** @description The HTTP status. */
      readonly status: number;
      /** @description What happened in this call, for people. It never repeats the content of the request. */
      readonly detail: string;
      /** @description Each invalid member, query parameter or header; empty if the problem is the call as a whole. */
      readonly errors: readonly {
        /** @description A dotted path into the body (`admin.email`, `teamIds.0`), or the name of a parameter or header. */
        readonly path: string;
        /** @description The expected value. */
        readonly message: string;
      }[];
    } & {
      readonly [key: string]: unknown;
    };
    /** @description The API is available. */
    readonly Health: {
      /**
       * @description Always `ok`.
       * @constant
       */
      readonly status: "ok";
    };
    /**
     * @description The new tenant.
     * @example {
     *       "id": "tn-7",
     *       "slug": "acme",
     *       "name": "Acme"
     *     }
     */
    readonly NewTenant: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The short name that people sign in with. */
      readonly slug: string;
      /** @description The name of the business. */
      readonly name: string;
    };
    /**
     * @description A business to create, with the person who administers it.
     * @example {
     *       "name": "Acme",
     *       "slug": "acme",
     *       "registration": {
     *         "domains": [
     *           "acme.example"
     *         ]
     *       },
     *       "admin": {
     *         "name": "Ada Lovelace",
     *         "email": "ada@acme.example",
     *         "password": "correct horse battery staple"
     *       }
     *     }
     */
    readonly TenantDraft: {
      /** @description The name of the business, as people read it. */
      readonly name: string;
      /**
       * @description The short name that people sign in with. It is unique.
       * @example acme
       */
      readonly slug: string;
      /** @description Who may register as a user: nobody (`closed`), everybody (`open`), or addresses of the given domains. The default is closed. */
      readonly registration?: ("closed" | "open") | {
        /** @description Domains of mail addresses. */
        readonly domains: readonly string[];
      };
      /** @description The first admin. */
      readonly admin: {
        /** @description The name, as colleagues see it. */
        readonly name: string;
        /**
         * Format: email
         * @description The mail address. Case does not matter.
         */
        readonly email: string;
        /** @description A password that is easy to guess is a 422. */
        readonly password: string;
      };
    };
    /** @description A tenant, its settings and who may register. */
    readonly Tenant: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The short name that people sign in with. It never changes. */
      readonly slug: string;
      /** @description The name of the business. */
      readonly name: string;
      /** @description Who may register as a user: nobody (`closed`), everybody (`open`), or addresses of the given domains. */
      readonly registration: ("closed" | "open") | {
        /** @description Domains of mail addresses. */
        readonly domains: readonly string[];
      };
      /** @description Settings of the console for the whole tenant. `webhookSecret` signs the calls of rules; it is write-only, stays if you omit it, and `null` removes it. */
      readonly settings: {
        readonly [key: string]: string | number | boolean | null;
      };
      /** @description Names of the write-only settings that have a value. */
      readonly secretsSet: readonly string[];
      /** @description Minutes in `pending` or `solved` until a ticket closes; decimals are allowed. Null: the time that the deployment sets. */
      readonly ticketClosedAfterMins: number | null;
      /** @description What AI does for messages. Everything is off by default, and then no message is sent to the toolbox. */
      readonly ai: {
        /** @description A suggestion for agents for each new message of a customer. */
        readonly suggestions?: boolean;
        /** @description Automatic replies; null or absent: none. */
        readonly replies?: {
          /** @description The minimum confidence to send a reply, 0 to 1. */
          readonly threshold: number;
          /** @description The hours in which replies are sent; absent: always. */
          readonly hours?: {
            /** @description The time zone of the hours, such as `Europe/Berlin`. */
            readonly timeZone: string;
            /** @description When they begin, `HH:MM`. */
            readonly from: string;
            /** @description When they end, `HH:MM`; before `from`: on the next day. */
            readonly to: string;
            /** @description Days on which they begin, 1 is Monday; absent: every day. */
            readonly days?: readonly number[];
          };
        } | null;
        /** @description Sentiment and language of each message, and the sentiment of the ticket. */
        readonly sentiment?: boolean;
        /** @description Summaries and translations that agents ask for. If absent, they are on when any other AI setting is on. */
        readonly onRequest?: boolean;
      };
      /** @description Roles whose people must have a second factor. A session without one can only set it up (403 `second_factor_not_set_up`), also one that is open already. */
      readonly secondFactorRoles: readonly ("admin" | "supervisor" | "agent" | "user")[];
      /** @description Whether the hub reads the pages of links in chats, groups and directs, and shows a preview. On by default; messages keep the previews that they have. */
      readonly linkPreviews: boolean;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description The members to change; omitted members stay.
     * @example {
     *       "ticketClosedAfterMins": 2880,
     *       "ai": {
     *         "suggestions": true,
     *         "sentiment": true
     *       }
     *     }
     */
    readonly TenantChange: {
      /** @description The name of the business. */
      readonly name?: string;
      /** @description Who may register as a user: nobody (`closed`), everybody (`open`), or addresses of the given domains. */
      readonly registration?: ("closed" | "open") | {
        /** @description Domains of mail addresses. */
        readonly domains: readonly string[];
      };
      /** @description Settings of the console for the whole tenant. `webhookSecret` signs the calls of rules; it is write-only, stays if you omit it, and `null` removes it. */
      readonly settings?: {
        readonly [key: string]: string | number | boolean | null;
      };
      /** @description Minutes in `pending` or `solved` until a ticket closes; decimals are allowed. Null: the time that the deployment sets. */
      readonly ticketClosedAfterMins?: number | null;
      /** @description What AI does for messages. Everything is off by default, and then no message is sent to the toolbox. */
      readonly ai?: {
        /** @description A suggestion for agents for each new message of a customer. */
        readonly suggestions?: boolean;
        /** @description Automatic replies; null or absent: none. */
        readonly replies?: {
          /** @description The minimum confidence to send a reply, 0 to 1. */
          readonly threshold: number;
          /** @description The hours in which replies are sent; absent: always. */
          readonly hours?: {
            /** @description The time zone of the hours, such as `Europe/Berlin`. */
            readonly timeZone: string;
            /** @description When they begin, `HH:MM`. */
            readonly from: string;
            /** @description When they end, `HH:MM`; before `from`: on the next day. */
            readonly to: string;
            /** @description Days on which they begin, 1 is Monday; absent: every day. */
            readonly days?: readonly number[];
          };
        } | null;
        /** @description Sentiment and language of each message, and the sentiment of the ticket. */
        readonly sentiment?: boolean;
        /** @description Summaries and translations that agents ask for. If absent, they are on when any other AI setting is on. */
        readonly onRequest?: boolean;
      };
      /** @description Roles whose people must have a second factor. A session without one can only set it up (403 `second_factor_not_set_up`), also one that is open already. */
      readonly secondFactorRoles?: readonly ("admin" | "supervisor" | "agent" | "user")[];
      /** @description Whether the hub reads the pages of links in chats, groups and directs, and shows a preview. On by default; messages keep the previews that they have. */
      readonly linkPreviews?: boolean;
    };
    /**
     * @description A person of a tenant.
     * @example {
     *       "id": "p-7Qm2",
     *       "name": "Ada Lovelace",
     *       "email": "ada@acme.example",
     *       "role": "admin",
     *       "teamIds": [
     *         "t-support"
     *       ],
     *       "mobileNumber": null,
     *       "createdAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly User: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The name, as others see it. */
      readonly name: string;
      /** @description The mail address. Case does not matter. */
      readonly email: string;
      /**
       * @description What the person may do.
       * @enum {string}
       */
      readonly role: "admin" | "supervisor" | "agent" | "user";
      /** @description Teams that the person is in; empty for users. */
      readonly teamIds: readonly string[];
      /** @description The telephone number as entered, or null. */
      readonly mobileNumber: string | null;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description A person who registers.
     * @example {
     *       "tenant": "acme",
     *       "name": "Grace Hopper",
     *       "email": "grace@acme.example",
     *       "password": "correct horse battery staple",
     *       "mobileNumber": "+39 333 000 0001"
     *     }
     */
    readonly Registration: {
      /**
       * @description The slug of the tenant.
       * @example acme
       */
      readonly tenant: string;
      /** @description The name, as others will see it. */
      readonly name: string;
      /**
       * Format: email
       * @description The mail address. Case does not matter.
       */
      readonly email: string;
      /** @description A password that is easy to guess is a 422. */
      readonly password: string;
      /** @description A telephone number, with `+` and the country code or as people dial it. */
      readonly mobileNumber?: string;
    };
    /**
     * @description Tokens of a person who signed in.
     * @example {
     *       "accessToken": "eyJhbGciOi…",
     *       "refreshToken": "r1.b64…",
     *       "expiresIn": 300,
     *       "user": {
     *         "id": "p-7Qm2",
     *         "name": "Ada Lovelace",
     *         "email": "ada@acme.example",
     *         "role": "admin",
     *         "teamIds": [
     *           "t-support"
     *         ],
     *         "mobileNumber": null,
     *         "createdAt": "2027-03-01T09:30:00.000Z"
     *       }
     *     }
     */
    readonly Session: {
      /** @description Send it as `Authorization: Bearer`. It is valid for `expiresIn` seconds. */
      readonly accessToken: string;
      /** @description Exchange it for new tokens at `POST /v1/sessions/refresh`. */
      readonly refreshToken: string;
      /** @description The lifetime of the access token in seconds. */
      readonly expiresIn: number;
      /** @description Who signed in. */
      readonly user: components["schemas"]["User"];
    };
    /**
     * @description You can send each member with HTTP Basic instead.
     * @example {
     *       "tenant": "acme",
     *       "email": "ada@acme.example",
     *       "password": "correct horse battery staple"
     *     }
     */
    readonly SignIn: {
      /** @description The slug of the tenant. */
      readonly tenant?: string;
      /** @description The mail address. Case does not matter. */
      readonly email?: string;
      /** @description The password. A wrong one is a 401, whatever its length. */
      readonly password?: string;
      /** @description A code of the second factor, for people who have one: six digits of the app, or a recovery code. */
      readonly code?: string;
      /** @description A token that an issuer of the tenant has signed, in place of an address and a password. */
      readonly idToken?: string;
      /** @description What `PublicKeyCredential.toJSON()` returns after `navigator.credentials.get`. */
      readonly passkey?: {
        /** @description The id of the credential, base64url. */
        readonly id: string;
        /** @description The same. */
        readonly rawId: string;
        /**
         * @description Always `public-key`.
         * @constant
         */
        readonly type: "public-key";
        /** @description What the authenticator answered. */
        readonly response: {
          /** @description What the browser asked it for, base64url. */
          readonly clientDataJSON: string;
          /** @description What the authenticator says, base64url. */
          readonly authenticatorData: string;
          /** @description Its signature, base64url. */
          readonly signature: string;
          /** @description The owner, as the authenticator keeps it, base64url. */
          readonly userHandle?: string | null;
        } & {
          readonly [key: string]: unknown;
        };
      } & {
        readonly [key: string]: unknown;
      };
      /** @description The end of a sign-in at an OpenID provider, in place of everything else. */
      readonly oidc?: {
        /** @description What followed `#sso=` in the address to which the browser came back. */
        readonly state: string;
        /** @description The secret that the page has kept. */
        readonly verifier: string;
      };
    };
    /**
     * @description The `PublicKeyCredentialRequestOptionsJSON` of WebAuthn.
     * @example {
     *       "challenge": "q3mX…",
     *       "rpId": "parley.acme.example",
     *       "userVerification": "required"
     *     }
     */
    readonly PasskeyRequestOptions: {
      readonly [key: string]: unknown;
    };
    /**
     * @description The token to exchange.
     * @example {
     *       "refreshToken": "rt_4f9a…"
     *     }
     */
    readonly SessionRefresh: {
      /** @description The newest refresh token of the session. */
      readonly refreshToken: string;
    };
    /** @description The providers of a sign-in page. */
    readonly OfferedProviders: {
      /** @description The providers. */
      readonly items: readonly components["schemas"]["OfferedProvider"][];
      /** @description Always null: the list is complete. */
      readonly nextCursor: null;
    };
    /** @description A provider of a sign-in page. */
    readonly OfferedProvider: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The name on the button. */
      readonly name: string;
    };
    /**
     * @description A sign-in that has begun.
     * @example {
     *       "url": "https://login.acme.example/authorize?response_type=code&…",
     *       "state": "eyJhbGciOi…",
     *       "expiresIn": 600
     *     }
     */
    readonly OidcStarted: {
      /** @description The address of the provider to which the browser goes. */
      readonly url: string;
      /** @description The name of the sign-in. */
      readonly state: string;
      /** @description Seconds in which it must end. */
      readonly expiresIn: number;
    };
    /**
     * @description A sign-in that begins.
     * @example {
     *       "tenant": "acme",
     *       "provider": "idp-7Qm2",
     *       "challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
     *       "returnTo": "/"
     *     }
     */
    readonly OidcStart: {
      /** @description The slug of the tenant. */
      readonly tenant: string;
      /** @description The id of the provider. */
      readonly provider: string;
      /** @description The SHA-256 of `verifier`, base64url. */
      readonly challenge: string;
      /** @description A path of this site. Another address is a 422. */
      readonly returnTo?: string;
    };
    /** @description The owner of the credential. */
    readonly Me: {
      /**
       * @description An `agent` works on tickets, a `user` chats, a `key` is a program.
       * @enum {string}
       */
      readonly type: "agent" | "user" | "key";
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The name of the person or key. */
      readonly name: string;
      /** @description The mail address; null for a key. */
      readonly email: string | null;
      /**
       * @description What the caller may do.
       * @enum {string}
       */
      readonly role: "admin" | "supervisor" | "agent" | "user";
      /** @description Teams that the caller is in. */
      readonly teamIds: readonly string[];
      /** @description The telephone number, or null. */
      readonly mobileNumber: string | null;
      /** @description When the person or key was created; null if unknown. */
      readonly createdAt: string | null;
      /** @description The business that the caller belongs to. */
      readonly tenant: {
        /** @description The id. It is opaque: store it and compare it, but do not parse it. */
        readonly id: string;
        /** @description The short name that people sign in with. */
        readonly slug: string;
        /** @description The name of the business. */
        readonly name: string;
      };
      /** @description Your availability; null for users and keys. */
      readonly availability: {
        /**
         * @description Whether rules give you tickets.
         * @enum {string}
         */
        readonly availability: "online" | "away" | "out_of_office";
        /** @description When you are `online` again, or null. */
        readonly until: string | null;
      } | null;
      /** @description Hours in which your devices get no pushes; null: none. */
      readonly quietHours: {
        /** @description When they begin, `HH:MM`. */
        readonly from: string;
        /** @description When they end, `HH:MM`; before `from`: on the next day. */
        readonly to: string;
        /** @description The time zone of the hours, such as `Europe/Berlin`. */
        readonly timeZone: string;
      } | null;
      /** @description Whether pushes contain the beginning of the newest message. By default they do not, because they show on locked screens. */
      readonly pushText: boolean;
    };
    /**
     * @description The members to change; omitted members stay.
     * @example {
     *       "availability": "away",
     *       "until": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly MeChange: {
      /**
       * @description Your availability.
       * @enum {string}
       */
      readonly availability?: "online" | "away" | "out_of_office";
      /** @description When you are `online` again; by default, when you change it. */
      readonly until?: string | null;
      /** @description Hours in which your devices get no pushes; null: none. */
      readonly quietHours?: {
        /** @description When they begin, `HH:MM`. */
        readonly from: string;
        /** @description When they end, `HH:MM`; before `from`: on the next day. */
        readonly to: string;
        /** @description The time zone of the hours, such as `Europe/Berlin`. */
        readonly timeZone: string;
      } | null;
      /** @description Whether pushes contain the beginning of the newest message. By default they do not, because they show on locked screens. */
      readonly pushText?: boolean;
    };
    /** @description Your second factor: codes of an authenticator app. */
    readonly Totp: {
      /** @description Whether sign-in asks for a code. */
      readonly enabled: boolean;
      /** @description When you turned it on; null while it is off. */
      readonly confirmedAt: string | null;
      /** @description Recovery codes that you have not used. */
      readonly recoveryCodesLeft: number;
      /** @description Whether your tenant requires a second factor of your role. */
      readonly required: boolean;
    };
    /**
     * @description A secret to enter into an authenticator app.
     * @example {
     *       "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
     *       "uri": "otpauth://totp/Acme:ada%40acme.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Acme&algorithm=SHA1&digits=6&period=30"
     *     }
     */
    readonly TotpSecret: {
      /** @description The secret in base32, to type. */
      readonly secret: string;
      /** @description The same as an `otpauth:` address, to show as a QR code. */
      readonly uri: string;
    };
    /**
     * @description Your password, so that an open screen is not enough.
     * @example {
     *       "password": "correct horse battery staple"
     *     }
     */
    readonly TotpStart: {
      /** @description Your password. */
      readonly password: string;
      /** @description Six digits of the app, or a recovery code. Each is good once. */
      readonly code?: string;
    };
    /**
     * @description Your recovery codes, in the only response that contains them.
     * @example {
     *       "recoveryCodes": [
     *         "ABCD-EFGH-IJKL-MNOP",
     *         "QRST-UVWX-YZ23-4567"
     *       ]
     *     }
     */
    readonly RecoveryCodes: {
      /** @description Each replaces a code of the app once. */
      readonly recoveryCodes: readonly string[];
    };
    /**
     * @description The first code of the new secret.
     * @example {
     *       "code": "492039"
     *     }
     */
    readonly TotpConfirmation: {
      /** @description Six digits that the app shows now. */
      readonly code: string;
    };
    /**
     * @description A code of your second factor.
     * @example {
     *       "code": "492039"
     *     }
     */
    readonly RecoveryCodesRenewal: {
      /** @description Six digits of the app, or a recovery code. Each is good once. */
      readonly code: string;
    };
    /**
     * @description Your password and a code.
     * @example {
     *       "password": "correct horse battery staple",
     *       "code": "492039"
     *     }
     */
    readonly TotpEnd: {
      /** @description Your password. */
      readonly password: string;
      /** @description Six digits of the app, or a recovery code. Each is good once. */
      readonly code: string;
    };
    /** @description Your passkeys. */
    readonly Passkeys: {
      /** @description The passkeys, the oldest first. */
      readonly items: readonly components["schemas"]["Passkey"][];
      /** @description Always null: the list is complete. */
      readonly nextCursor: null;
    };
    /**
     * @description A passkey that signs you in.
     * @example {
     *       "id": "k9Jc…",
     *       "name": "Phone",
     *       "backedUp": true,
     *       "createdAt": "2027-03-01T09:30:00.000Z",
     *       "lastUsedAt": null
     *     }
     */
    readonly Passkey: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The name that you gave it. */
      readonly name: string;
      /** @description Whether its authenticator synchronises it to other devices. */
      readonly backedUp: boolean;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /** @description When it last signed you in, or null. */
      readonly lastUsedAt: string | null;
    };
    /**
     * @description The `PublicKeyCredentialCreationOptionsJSON` of WebAuthn.
     * @example {
     *       "challenge": "q3mX…",
     *       "rp": {
     *         "id": "parley.acme.example",
     *         "name": "Acme"
     *       },
     *       "user": {
     *         "id": "cC03…",
     *         "name": "ada@acme.example",
     *         "displayName": "Ada Lovelace"
     *       },
     *       "pubKeyCredParams": [
     *         {
     *           "type": "public-key",
     *           "alg": -7
     *         }
     *       ]
     *     }
     */
    readonly PasskeyCreationOptions: {
      readonly [key: string]: unknown;
    };
    /**
     * @description Your password, so that an open screen is not enough.
     * @example {
     *       "password": "correct horse battery staple"
     *     }
     */
    readonly PasskeyStart: {
      /** @description Your password. */
      readonly password: string;
      /** @description A code of the authenticator app, if codes are on. */
      readonly code?: string;
    };
    /**
     * @description A passkey to add.
     * @example {
     *       "name": "Phone",
     *       "credential": {
     *         "id": "GVnp…",
     *         "rawId": "GVnp…",
     *         "type": "public-key",
     *         "response": {
     *           "clientDataJSON": "eyJ0…",
     *           "attestationObject": "o2Nm…"
     *         }
     *       }
     *     }
     */
    readonly PasskeyDraft: {
      /** @description A name by which you recognise it. */
      readonly name: string;
      /** @description What `PublicKeyCredential.toJSON()` returns after `navigator.credentials.create`. */
      readonly credential: {
        /** @description The id of the credential, base64url. */
        readonly id: string;
        /** @description The same. */
        readonly rawId: string;
        /**
         * @description Always `public-key`.
         * @constant
         */
        readonly type: "public-key";
        /** @description What the authenticator answered. */
        readonly response: {
          /** @description What the browser asked it for, base64url. */
          readonly clientDataJSON: string;
          /** @description The new key, base64url. */
          readonly attestationObject: string;
          /** @description How a browser reaches the authenticator. */
          readonly transports?: readonly string[];
        } & {
          readonly [key: string]: unknown;
        };
      } & {
        readonly [key: string]: unknown;
      };
    };
    /**
     * @description What changes.
     * @example {
     *       "name": "Old phone"
     *     }
     */
    readonly PasskeyChange: {
      /** @description A name by which you recognise it. */
      readonly name: string;
    };
    /**
     * @description Whose password is to be set anew.
     * @example {
     *       "tenant": "acme",
     *       "email": "ada@acme.example"
     *     }
     */
    readonly PasswordReset: {
      /**
       * @description The slug of the tenant.
       * @example acme
       */
      readonly tenant: string;
      /**
       * Format: email
       * @description The mail address. Case does not matter.
       */
      readonly email: string;
    };
    /**
     * @description The new password.
     * @example {
     *       "token": "acme.p-7Qm2…",
     *       "password": "correct horse battery staple"
     *     }
     */
    readonly PasswordResetCompletion: {
      /** @description The token of the link. */
      readonly token: string;
      /** @description A password that is easy to guess is a 422. */
      readonly password: string;
    };
    /** @description Your devices, and what you need to register one. */
    readonly Devices: {
      /** @description Your devices, the oldest first. */
      readonly items: readonly components["schemas"]["Device"][];
      /** @description Always null: the list is complete. */
      readonly nextCursor: null;
      /** @description The kinds of devices that the deployment accepts. */
      readonly kinds: readonly ("webpush" | "apns" | "fcm")[];
      /** @description The public key of the deployment, for `applicationServerKey` of `PushManager.subscribe`. */
      readonly webPushKey: string;
    };
    /** @description A device that gets pushes, without its token. */
    readonly Device: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /**
       * @description How pushes reach it.
       * @enum {string}
       */
      readonly kind: "webpush" | "apns" | "fcm";
      /** @description The name that you gave it, or null. */
      readonly name: string | null;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /** @description The registered device. */
    readonly NewDevice: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
    };
    /**
     * @description A device to register.
     * @example {
     *       "kind": "webpush",
     *       "token": "{\"endpoint\":\"https://push.example/…\",\"keys\":{\"p256dh\":\"BCVx…\",\"auth\":\"BTBZ…\"}}",
     *       "name": "Firefox at home"
     *     }
     */
    readonly DeviceDraft: {
      /**
       * @description How pushes reach it.
       * @enum {string}
       */
      readonly kind: "webpush" | "apns" | "fcm";
      /** @description `webpush`: the JSON of the PushSubscription. Otherwise the token of APNs or FCM. */
      readonly token: string;
      /** @description A name by which you recognise it. */
      readonly name?: string;
    };
    /** @description A page of agents. */
    readonly AgentPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Agent"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description A person who works on tickets. */
    readonly Agent: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The name, as colleagues see it. */
      readonly name: string;
      /** @description The mail address. Case does not matter. */
      readonly email: string;
      /**
       * @description What the agent may do.
       * @enum {string}
       */
      readonly role: "admin" | "supervisor" | "agent";
      /** @description Teams that the agent is in. */
      readonly teamIds: readonly string[];
      /** @description Active tickets that rules may give to the agent; null: any number. */
      readonly capacity: number | null;
      /** @description The skills of the agent, in the same words as tags of tickets. Rules with the strategy `skill` compare them. */
      readonly skills: readonly string[];
      /**
       * @description Where the agent is managed: in the hub, or in the user service.
       * @enum {string}
       */
      readonly source: "hub" | "user_service";
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description An agent to add.
     * @example {
     *       "name": "Grace Hopper",
     *       "email": "grace@acme.example",
     *       "password": "correct horse battery staple",
     *       "role": "agent",
     *       "teamIds": [
     *         "t-support"
     *       ]
     *     }
     */
    readonly AgentDraft: {
      /** @description The name, as colleagues see it. */
      readonly name: string;
      /**
       * Format: email
       * @description The mail address. Case does not matter.
       */
      readonly email: string;
      /** @description A password that is easy to guess is a 422. */
      readonly password: string;
      /**
       * @description What the agent may do.
       * @enum {string}
       */
      readonly role: "admin" | "supervisor" | "agent";
      /** @description Teams that the agent is in; the default is none. An unknown id is a 422. */
      readonly teamIds?: readonly string[];
      /** @description Active tickets that rules may give to the agent; null: any number. */
      readonly capacity?: number | null;
      /** @description The skills of the agent, in the same words as tags of tickets. Rules with the strategy `skill` compare them. */
      readonly skills?: readonly string[];
    };
    /**
     * @description The members to change; omitted members stay.
     * @example {
     *       "teamIds": [
     *         "t-support",
     *         "t-sales"
     *       ],
     *       "capacity": 20,
     *       "skills": [
     *         "french"
     *       ]
     *     }
     */
    readonly AgentChange: {
      /** @description The name, as colleagues see it. */
      readonly name?: string;
      /**
       * Format: email
       * @description The mail address. Case does not matter.
       */
      readonly email?: string;
      /** @description A password that is easy to guess is a 422. */
      readonly password?: string;
      /**
       * @description What the agent may do, from the next request on.
       * @enum {string}
       */
      readonly role?: "admin" | "supervisor" | "agent";
      /** @description All teams of the agent: the list replaces the previous one. */
      readonly teamIds?: readonly string[];
      /** @description Active tickets that rules may give to the agent; null: any number. */
      readonly capacity?: number | null;
      /** @description The skills of the agent, in the same words as tags of tickets. Rules with the strategy `skill` compare them. */
      readonly skills?: readonly string[];
    };
    /** @description A page of invitations. */
    readonly InvitationPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Invitation"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description Somebody who was asked to become an agent.
     * @example {
     *       "id": "invitation-7Qm2",
     *       "email": "grace@acme.example",
     *       "role": "agent",
     *       "teamIds": [
     *         "t-support"
     *       ],
     *       "state": "open",
     *       "mail": "sent",
     *       "createdAt": "2027-03-01T09:30:00.000Z",
     *       "expiresAt": "2027-03-08T09:30:00.000Z"
     *     }
     */
    readonly Invitation: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The address that the mail goes to, and that the agent will sign in with. */
      readonly email: string;
      /**
       * @description What the agent will be allowed to do.
       * @enum {string}
       */
      readonly role: "admin" | "supervisor" | "agent";
      /** @description Teams that the agent will be in. */
      readonly teamIds: readonly string[];
      /**
       * @description Whether the link is still good, as far as its time is concerned.
       * @enum {string}
       */
      readonly state: "open" | "expired";
      /**
       * @description What came of the newest mail. `unknown`: the mail service did not answer; it may have arrived.
       * @enum {string}
       */
      readonly mail: "queued" | "sent" | "failed" | "unknown";
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description When the link ends.
       */
      readonly expiresAt: string;
    };
    /**
     * @description Somebody to invite.
     * @example {
     *       "email": "grace@acme.example",
     *       "role": "agent",
     *       "teamIds": [
     *         "t-support"
     *       ]
     *     }
     */
    readonly InvitationDraft: {
      /**
       * Format: email
       * @description The mail address. Case does not matter.
       */
      readonly email: string;
      /**
       * @description What the agent will be allowed to do.
       * @enum {string}
       */
      readonly role: "admin" | "supervisor" | "agent";
      /** @description Teams that the agent will be in; the default is none. An unknown id is a 422. */
      readonly teamIds?: readonly string[];
    };
    /**
     * @description The answer to an invitation.
     * @example {
     *       "token": "acme.0b7e…",
     *       "name": "Grace Hopper",
     *       "password": "correct horse battery staple"
     *     }
     */
    readonly InvitationAcceptance: {
      /** @description The token of the link. */
      readonly token: string;
      /** @description Your name, as colleagues see it. */
      readonly name: string;
      /** @description A password that is easy to guess is a 422. */
      readonly password: string;
    };
    /** @description A page of issuers. */
    readonly IdentityIssuerPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["IdentityIssuer"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description A server of the business whose tokens sign users in. */
    readonly IdentityIssuer: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The `iss` of its tokens. */
      readonly issuer: string;
      /** @description The `aud` of its tokens. */
      readonly audience: string;
      /** @description Its public keys, with the algorithm of each. */
      readonly jwks: {
        /** @description The keys. */
        readonly keys: readonly {
          readonly [key: string]: string;
        }[];
      };
      /** @description Where it publishes them, or null. */
      readonly jwksUrl: string | null;
      /** @description When the keys of this address were read; null: not yet. */
      readonly fetchedAt: string | null;
      /** @description Why they could not be read the last time, or null. The keys that were read before stay for a day. */
      readonly fetchError: string | null;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description A server of yours that signs users in.
     * @example {
     *       "issuer": "https://login.acme.example",
     *       "audience": "parley",
     *       "jwks": {
     *         "keys": [
     *           {
     *             "kty": "OKP",
     *             "kid": "2027-03",
     *             "crv": "Ed25519",
     *             "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
     *           }
     *         ]
     *       }
     *     }
     */
    readonly IdentityIssuerDraft: {
      /** @description The `iss` of its tokens, which must be exactly this text. */
      readonly issuer: string;
      /** @description The `aud` of its tokens. */
      readonly audience: string;
      /** @description Public keys as RFC 7517 writes them: RSA from 2,048 bits (RS256), EC on P-256 (ES256), Ed25519 (EdDSA). Each has a `kid`. */
      readonly jwks?: {
        /** @description The keys. */
        readonly keys: readonly ({
          /**
           * @description The kind of key.
           * @enum {string}
           */
          readonly kty: "RSA" | "EC" | "OKP";
          /** @description The id by which tokens name the key. */
          readonly kid: string;
        } & {
          readonly [key: string]: string | boolean | number | readonly string[];
        })[];
      };
      /** @description An `https:` address at which the server publishes its keys, in place of `jwks`. */
      readonly jwksUrl?: string;
    };
    /**
     * @description The members to change; omitted members stay.
     * @example {
     *       "jwks": {
     *         "keys": [
     *           {
     *             "kty": "OKP",
     *             "kid": "2027-03",
     *             "crv": "Ed25519",
     *             "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
     *           }
     *         ]
     *       }
     *     }
     */
    readonly IdentityIssuerChange: {
      /** @description The `aud` of its tokens. */
      readonly audience?: string;
      /** @description Public keys as RFC 7517 writes them: RSA from 2,048 bits (RS256), EC on P-256 (ES256), Ed25519 (EdDSA). Each has a `kid`. */
      readonly jwks?: {
        /** @description All keys: the list replaces the previous one. */
        readonly keys: readonly ({
          /**
           * @description The kind of key.
           * @enum {string}
           */
          readonly kty: "RSA" | "EC" | "OKP";
          /** @description The id by which tokens name the key. */
          readonly kid: string;
        } & {
          readonly [key: string]: string | boolean | number | readonly string[];
        })[];
      };
      /** @description An `https:` address at which the server publishes its keys, in place of `jwks`. */
      readonly jwksUrl?: string;
    };
    /** @description A page of providers. */
    readonly IdentityProviderPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["IdentityProvider"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description An OpenID provider that signs people of the tenant in.
     * @example {
     *       "id": "idp-7Qm2",
     *       "name": "Acme account",
     *       "issuer": "https://login.acme.example",
     *       "clientId": "parley",
     *       "hasSecret": true,
     *       "scopes": [
     *         "openid",
     *         "email",
     *         "profile"
     *       ],
     *       "emailDomains": [
     *         "acme.example"
     *       ],
     *       "newPeople": "agent",
     *       "enabled": true,
     *       "redirectUri": "https://parley.acme.example/v1/oidc/callback/idp-7Qm2",
     *       "reachable": true,
     *       "checkedAt": "2027-03-01T09:30:00.000Z",
     *       "checkError": null,
     *       "lastFailure": null,
     *       "createdAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly IdentityProvider: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The name on the button. */
      readonly name: string;
      /** @description The address of the issuer, exactly as its tokens have it. */
      readonly issuer: string;
      /** @description The id of the hub at the provider. */
      readonly clientId: string;
      /** @description Whether the hub has a secret for it. The secret itself is not shown. */
      readonly hasSecret: boolean;
      /** @description What the hub asks for; `openid` always. */
      readonly scopes: readonly string[];
      /** @description Only people with a verified address of these domains sign in; empty for no such condition. */
      readonly emailDomains: readonly string[];
      /** @description The role of people whom the hub does not know; null: they do not sign in. */
      readonly newPeople: ("user" | "agent" | "supervisor") | null;
      /** @description Whether people sign in by it. */
      readonly enabled: boolean;
      /** @description The address to register at the provider; null if the deployment does not know its own address. */
      readonly redirectUri: string | null;
      /** @description Whether its discovery document was read. */
      readonly reachable: boolean;
      /** @description When the last check ended; null: none has, or one is under way. */
      readonly checkedAt: string | null;
      /** @description What the last check found wrong, or null. */
      readonly checkError: string | null;
      /** @description The newest sign-in that failed after the provider, or null. */
      readonly lastFailure: {
        /**
         * Format: date-time
         * @description When it failed.
         */
        readonly at: string;
        /** @description Why it failed, in words. */
        readonly reason: string;
      } | null;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description An OpenID provider to sign people in.
     * @example {
     *       "name": "Acme account",
     *       "issuer": "https://login.acme.example",
     *       "clientId": "parley",
     *       "clientSecret": "a secret of the provider",
     *       "newPeople": "agent"
     *     }
     */
    readonly IdentityProviderDraft: {
      /** @description The name on the button. */
      readonly name: string;
      /** @description The address of the issuer, without `/.well-known/openid-configuration`. */
      readonly issuer: string;
      /** @description The id of the hub at the provider. */
      readonly clientId: string;
      /** @description The secret of the client. Without one, the client is public, and PKCE alone protects it. */
      readonly clientSecret?: string;
      /** @description What the hub asks for; `openid`, `email` and `profile` unless you give it. */
      readonly scopes?: readonly string[];
      /** @description Only people with a verified address of these domains sign in. Domains below them are others. */
      readonly emailDomains?: readonly string[];
      /** @description The role of people whom the hub does not know. Without it, only people who are there sign in. */
      readonly newPeople?: ("user" | "agent" | "supervisor") | null;
      /** @description Whether people sign in by it; true unless you give it. */
      readonly enabled?: boolean;
    };
    /**
     * @description The members to change; omitted members stay.
     * @example {
     *       "emailDomains": [
     *         "acme.example"
     *       ]
     *     }
     */
    readonly IdentityProviderChange: {
      /** @description The name on the button. */
      readonly name?: string;
      /** @description The id of the hub at the provider. */
      readonly clientId?: string;
      /** @description A new secret; null for a public client. */
      readonly clientSecret?: string | null;
      /** @description What the hub asks for; `openid` always. */
      readonly scopes?: readonly string[];
      /** @description All domains: the list replaces the previous one. */
      readonly emailDomains?: readonly string[];
      /** @description The role of people whom the hub does not know; null: they do not sign in. */
      readonly newPeople?: ("user" | "agent" | "supervisor") | null;
      /** @description Whether people sign in by it. */
      readonly enabled?: boolean;
    };
    /** @description A page of teams. */
    readonly TeamPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Team"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description A group of agents, which can own tickets and see queues.
     * @example {
     *       "id": "t-support",
     *       "name": "Support",
     *       "members": 4,
     *       "source": "hub",
     *       "createdAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly Team: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The name of the team. */
      readonly name: string;
      /** @description The number of agents in it. */
      readonly members: number;
      /**
       * @description Where the team is managed: in the hub, or in the user service.
       * @enum {string}
       */
      readonly source: "hub" | "user_service";
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description A team to add.
     * @example {
     *       "name": "Support"
     *     }
     */
    readonly TeamDraft: {
      /** @description The name of the team. */
      readonly name: string;
    };
    /**
     * @description What changes.
     * @example {
     *       "name": "First line"
     *     }
     */
    readonly TeamChange: {
      /** @description The name of the team. */
      readonly name?: string;
    };
    /** @description The copy of the agents and teams of the user service. */
    readonly UserService: {
      /**
       * @description `off`: there is no user service. `waiting`: it has not answered yet. `current`: the last request succeeded. `stale`: the last request failed, and the last good answer stays in use.
       * @enum {string}
       */
      readonly state: "off" | "waiting" | "current" | "stale";
      /** @description When the hub last called it. */
      readonly askedAt: string | null;
      /** @description When the last good answer came. */
      readonly syncedAt: string | null;
      /** @description The age of the last good answer. */
      readonly ageSeconds: number | null;
      /** @description Why the last request failed; null when it succeeded. */
      readonly error: string | null;
      /** @description Agents of the service that the hub has. */
      readonly agents: number;
      /** @description Teams of the service that the hub has. */
      readonly teams: number;
      /** @description The number of entries, or teams of an agent, that the hub leaves out. */
      readonly skippedCount: number;
      /** @description The first 50 entries that are left out. */
      readonly skipped: readonly {
        /**
         * @description The kind of entry.
         * @enum {string}
         */
        readonly kind: "agent" | "team";
        /** @description Its id, or null where it has none. */
        readonly id: string | null;
        /** @description Why the hub leaves it out. */
        readonly reason: string;
      }[];
    };
    /** @description A page of API keys, without the keys themselves. */
    readonly ApiKeyPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["ApiKey"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description An API key, without the key itself. */
    readonly ApiKey: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description What the key is for. */
      readonly name: string;
      /**
       * @description What the key may do.
       * @enum {string}
       */
      readonly role: "admin" | "supervisor" | "agent" | "user";
      /** @description The first characters. */
      readonly hint: string;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /** @description A new API key, in the only response that contains it. */
    readonly NewApiKey: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description What the key is for. */
      readonly name: string;
      /**
       * @description What the key may do.
       * @enum {string}
       */
      readonly role: "admin" | "supervisor" | "agent" | "user";
      /** @description The first characters. */
      readonly hint: string;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /** @description The key. Send it as `Authorization: Bearer`. It is not returned again. */
      readonly key: string;
    };
    /**
     * @description An API key to create.
     * @example {
     *       "name": "Order system",
     *       "role": "agent"
     *     }
     */
    readonly ApiKeyDraft: {
      /** @description What the key is for. */
      readonly name: string;
      /**
       * @description What the key may do.
       * @enum {string}
       */
      readonly role: "admin" | "supervisor" | "agent" | "user";
    };
    /** @description Names of people and origins for an agent’s screen. */
    readonly Directory: {
      /** @description The agents, by name. */
      readonly agents: readonly {
        /** @description The id. It is opaque: store it and compare it, but do not parse it. */
        readonly id: string;
        /** @description The name of the agent. */
        readonly name: string;
        /** @description Teams that the agent is in. */
        readonly teamIds: readonly string[];
        /**
         * @description `online` while a WebSocket of the agent is open.
         * @enum {string}
         */
        readonly availability: "online" | "offline" | "away" | "out_of_office";
      }[];
      /** @description The teams, by name. */
      readonly teams: readonly {
        /** @description The id. It is opaque: store it and compare it, but do not parse it. */
        readonly id: string;
        /** @description The name of the team. */
        readonly name: string;
      }[];
      /** @description The origins, by name. */
      readonly origins: readonly {
        /** @description The id. It is opaque: store it and compare it, but do not parse it. */
        readonly id: string;
        /** @description The name of the origin. */
        readonly name: string;
        /**
         * @description The channel of the origin.
         * @enum {string}
         */
        readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "application" | "api";
        /**
         * @description Whether the origin is enabled.
         * @enum {string}
         */
        readonly state: "enabled" | "disabled";
        /** @description Whether a reply can be sent on it now. */
        readonly canReply: boolean;
        /** @description A credential for sending is missing, or the deployment may not send mail from the address. */
        readonly receiveOnly: boolean;
        /** @description Why no reply can be sent: it is disabled, credentials are missing, or Parley cannot send on the channel yet. Null if a reply can be sent. */
        readonly cannotReplyBecause: ("disabled" | "receive_only" | "channel_cannot_send") | null;
      }[];
    };
    /** @description A form to upload the file. */
    readonly AttachmentUpload: {
      /** @description Id of the attachment, for `attachmentIds`. */
      readonly id: string;
      /** @description Where to post the file, within 5 minutes. */
      readonly upload: {
        /** @description The address of the form. */
        readonly url: string;
        /** @description Fields to send before the file, unchanged. */
        readonly fields: {
          readonly [key: string]: string;
        };
      };
    };
    /**
     * @description A file to upload.
     * @example {
     *       "name": "invoice.pdf",
     *       "type": "application/pdf",
     *       "size": 48213
     *     }
     */
    readonly AttachmentDraft: {
      /** @description The name of the file, without a path. */
      readonly name: string;
      /** @description The MIME type, such as `image/png`. */
      readonly type: string;
      /** @description Size in bytes, at most 25 MB. */
      readonly size: number;
    };
    /** @description A file of a message. */
    readonly Attachment: {
      /** @description Id of the attachment. */
      readonly id: string;
      /** @description The name of the file, or null if the provider does not send one. */
      readonly name: string | null;
      /** @description The MIME type, such as `image/png`. */
      readonly type: string;
      /** @description Size in bytes, or null while unknown. */
      readonly size: number | null;
      /**
       * @description Whether the file can be downloaded.
       * @enum {string}
       */
      readonly state: "fetching" | "ready" | "failed";
      /** @description Why there is no file to download. */
      readonly error: {
        /** @description The code of the failure. */
        readonly code: string;
        /** @description A sentence for the agent. */
        readonly message: string;
      } | null;
      /** @description Downloads the file; null until it is ready. */
      readonly url: string | null;
    };
    /** @description A page of origins. */
    readonly OriginPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Origin"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description A connected account of a channel: a Page, a number, a mailbox.
     * @example {
     *       "id": "o-51",
     *       "channel": "whatsapp",
     *       "name": "Hotline",
     *       "state": "enabled",
     *       "webhookPath": "/webhooks/whatsapp/o-51",
     *       "createdAt": "2027-03-01T09:30:00.000Z",
     *       "accountId": "106540352242922"
     *     }
     */
    readonly Origin: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /**
       * @description The channel.
       * @enum {string}
       */
      readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "application" | "api";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /**
       * @description Messages that arrive while it is `disabled` are stored, and revealed when it is enabled.
       * @enum {string}
       */
      readonly state: "enabled" | "disabled";
      /**
       * @description The path to give to the provider as the address of its webhook.
       * @example /webhooks/whatsapp/0193…
       */
      readonly webhookPath: string;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /** @description Id of the account at the provider. */
      readonly accountId?: string;
      /**
       * @description Customers do not see that an agent has read their messages.
       * @constant
       */
      readonly readMarks?: false;
      /** @description How visitors who are gone get replies; absent if they get none by mail. */
      readonly continuity?: components["schemas"]["Continuity"];
      /** @description Of a live chat: the look of its widget; absent if it is the default. */
      readonly widget?: components["schemas"]["WidgetLook"];
      /**
       * @description Nothing can be sent: credentials are missing, or the deployment may not send mail from the address.
       * @constant
       */
      readonly receiveOnly?: true;
      /** @description Names of the credentials that are missing for sending. */
      readonly missingCredentials?: readonly string[];
      /** @description Threads with messages that arrived while it was disabled and are being revealed. */
      readonly progress?: {
        /** @description Threads to reveal. */
        readonly total: number;
        /** @description Threads that are revealed. */
        readonly revealed: number;
      };
      /** @description The provider no longer accepts the credentials: replies fail until an admin renews them. */
      readonly lostAccess?: {
        /**
         * Format: date-time
         * @description When the provider first rejected the credentials.
         */
        readonly since: string;
        /** @description The error of the provider. */
        readonly error: {
          /** @description The provider’s error code. */
          readonly code: string;
          /** @description The provider’s error message. */
          readonly message: string;
        };
      };
      /** @description In the response to a write: allowed values that are probably a mistake, such as the account of another origin. */
      readonly warnings?: readonly {
        /** @description The member that the warning is about. */
        readonly path: string;
        /** @description What to check. */
        readonly message: string;
      }[];
    };
    /** @description Visitors of a live chat who are gone and gave an address get the agents’ replies by mail. */
    readonly Continuity: {
      /** @description The mail origin that sends the mails and receives the answers. */
      readonly mailOriginId: string;
      /** @description How long the visitor has been away; decimals are allowed. */
      readonly afterMinutes: number;
    };
    /** @description The look of the chat widget and the questions before the chat. Missing members have the widget’s defaults. Every visitor can read it. */
    readonly WidgetLook: {
      /** @description The colour of the button and of links, `#rrggbb`. The widget changes its shade until texts can be read. */
      readonly accent?: string;
      /** @description Radius of the panel’s corners in pixels; other corners follow. */
      readonly radius?: number;
      /**
       * @description The side of the page, in its direction of reading.
       * @enum {string}
       */
      readonly side?: "start" | "end";
      /**
       * @description `auto` follows the page, and the system where the page does.
       * @enum {string}
       */
      readonly theme?: "auto" | "light" | "dark";
      /** @description The title of the panel. */
      readonly title?: string;
      /** @description The first sentence. */
      readonly greeting?: string;
      /**
       * @description Whether the name is asked before the chat.
       * @enum {string}
       */
      readonly askName?: "no" | "optional" | "required";
      /**
       * @description Whether the mail address is asked before the chat.
       * @enum {string}
       */
      readonly askEmail?: "no" | "optional" | "required";
      /** @description Questions before the chat. */
      readonly questions?: readonly {
        /** @description The custom field of the ticket that gets the answer. */
        readonly name: string;
        /** @description The question, as the visitor reads it. */
        readonly label: string;
        /** @description Whether the chat starts only with an answer. */
        readonly required: boolean;
      }[];
      /** @description When somebody answers. Outside of it the widget says when that is. */
      readonly hours?: components["schemas"]["WidgetHours"];
    };
    /** @description Opening hours. */
    readonly WidgetHours: {
      /** @description An IANA time zone, such as `Europe/Rome`. */
      readonly timeZone: string;
      /** @description Spans of the week. One that ends before it begins goes over midnight. */
      readonly week: readonly {
        /** @description Days of the week; 0 is Sunday. */
        readonly days: readonly number[];
        /** @description The time of the day at which it begins, `HH:MM`. */
        readonly from: string;
        /** @description The time of the day at which it ends, `HH:MM`. */
        readonly to: string;
      }[];
    };
    /**
     * @description An account to connect; `channel` decides the form of `credentials`. A channel that Parley cannot receive from yet is a 422.
     * @example {
     *       "channel": "whatsapp",
     *       "name": "Hotline",
     *       "credentials": {
     *         "appSecret": "app-secret",
     *         "verifyToken": "verify-me",
     *         "accessToken": "EAAG…",
     *         "accountId": "106540352242922"
     *       }
     *     }
     */
    readonly OriginDraft: components["schemas"]["FacebookOriginDraft"] | components["schemas"]["InstagramOriginDraft"] | components["schemas"]["XOriginDraft"] | components["schemas"]["WhatsappOriginDraft"] | components["schemas"]["LinkedinOriginDraft"] | components["schemas"]["MailOriginDraft"] | components["schemas"]["TrustpilotOriginDraft"] | components["schemas"]["TelegramOriginDraft"] | components["schemas"]["TwilioOriginDraft"] | components["schemas"]["LivechatOriginDraft"] | components["schemas"]["ApplicationOriginDraft"] | components["schemas"]["ApiOriginDraft"];
    /**
     * @description The members to change; omitted members stay.
     * @example {
     *       "credentials": {
     *         "accessToken": "EAAH…"
     *       }
     *     }
     */
    readonly OriginChange: {
      /** @description The name that your colleagues see. */
      readonly name?: string;
      /**
       * @description `disabled` stops showing and sending; messages that arrive in the meantime are stored.
       * @enum {string}
       */
      readonly state?: "enabled" | "disabled";
      /** @description False: customers do not see that an agent has read their messages. True shows it again, where the channel can. */
      readonly readMarks?: boolean;
      /** @description Of a live chat: replies go by mail to visitors who are gone; null turns it off. */
      readonly continuity?: components["schemas"]["Continuity"] | null;
      /** @description Of a live chat: the whole look of its widget; null sets the default. */
      readonly widget?: components["schemas"]["WidgetLook"] | null;
      /** @description Members to replace, for the channel of the origin; null removes an optional one. */
      readonly credentials?: components["schemas"]["MetaCredentialsChange"] | components["schemas"]["XCredentialsChange"] | components["schemas"]["LinkedinCredentialsChange"] | components["schemas"]["MailCredentialsChange"] | components["schemas"]["TrustpilotCredentialsChange"] | components["schemas"]["TelegramCredentialsChange"] | components["schemas"]["TwilioCredentialsChange"] | components["schemas"]["LivechatCredentialsChange"] | components["schemas"]["ApplicationCredentialsChange"] | components["schemas"]["ApiCredentialsChange"];
    };
    /** @description How an origin is. */
    readonly OriginHealth: {
      /** @description When an event last came that could be read, at most a minute off, ISO 8601 in UTC; null if none came yet. */
      readonly lastEventAt: string | null;
      /** @description The provider no longer accepts the credentials; null if it does, or if nothing was sent. */
      readonly lostAccess: {
        /**
         * Format: date-time
         * @description When the provider first rejected the credentials.
         */
        readonly since: string;
        /** @description The error of the provider. */
        readonly error: {
          /** @description The provider’s error code. */
          readonly code: string;
          /** @description The provider’s error message. */
          readonly message: string;
        };
      } | null;
      /** @description The number of calls with elements that could not be read. */
      readonly unreadable: number;
      /** @description The newest of them, or null. */
      readonly lastUnreadable: {
        /**
         * Format: date-time
         * @description When it came, ISO 8601 in UTC.
         */
        readonly at: string;
        /** @description Why its first element could not be read. */
        readonly reason: string;
      } | null;
      /** @description What the provider has said about the account, its numbers and its templates, newest first: at most 20, of the last 90 days. */
      readonly notices: readonly {
        /**
         * Format: date-time
         * @description When the provider said it, ISO 8601 in UTC.
         */
        readonly at: string;
        /** @description The provider's name of the event, such as `message_template_status_update`. */
        readonly what: string;
        /** @description The members of the event with their names. */
        readonly text: string;
      }[];
    };
    /** @description The result of a check of credentials. */
    readonly OriginTest: {
      /**
       * @description `passed`: the provider accepts them. `failed`: it does not. `unknown`: it did not say. `not_checked`: nothing was called.
       * @enum {string}
       */
      readonly state: "passed" | "failed" | "unknown" | "not_checked";
      /** @description Why it is not `passed`. */
      readonly error: {
        /** @description The provider’s code, or one of Parley’s. */
        readonly code: string;
        /** @description The provider’s message, or one of Parley’s. */
        readonly message: string;
      } | null;
      /**
       * Format: date-time
       * @description When it was checked, ISO 8601 in UTC.
       */
      readonly at: string;
    };
    /** @description Background work of a call that was answered with 202. */
    readonly Job: {
      /** @description Id of the job. */
      readonly id: string;
      /** @description What it does, such as `dry-run`. */
      readonly kind: string;
      /**
       * @description The state of the job: running, done or failed.
       * @enum {string}
       */
      readonly state: "running" | "done" | "failed";
      /** @description Of `total`, how many are done. */
      readonly done: number;
      /** @description The number of items. It may grow while the job runs. */
      readonly total: number;
      /** @description With `done`: what the call would have returned without a job. An upload of a list that failed because of its rows has a result too. */
      readonly result?: unknown;
      /** @description With `failed`: why. */
      readonly error?: string;
    };
    /** @description A page of calls that could not be read. */
    readonly UnreadableEventPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["UnreadableEvent"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description A provider’s call with elements that could not be read. */
    readonly UnreadableEvent: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /**
       * @description Always `unreadable`.
       * @constant
       */
      readonly state: "unreadable";
      /**
       * Format: date-time
       * @description When it came, ISO 8601 in UTC.
       */
      readonly at: string;
      /** @description The number of elements that could not be read. */
      readonly count: number;
      /** @description The first 100 of them. */
      readonly elements: readonly {
        /** @description The index of the element in the call. */
        readonly index: number;
        /** @description Why it could not be read. */
        readonly reason: string;
      }[];
      /** @description The MIME type of the call. */
      readonly contentType: string;
      /** @description Bytes of the call. */
      readonly size: number;
      /** @description Downloads the call as it came. */
      readonly url: string;
    };
    /** @description The result of a replay. */
    readonly ReplayedEvent: {
      /** @description Elements that could be read. Those that had their effect before have none again. */
      readonly accepted: number;
      /** @description Elements that still cannot be read. */
      readonly unreadable: readonly {
        /** @description The index of the element in the call. */
        readonly index: number;
        /** @description Why it could not be read. */
        readonly reason: string;
      }[];
    };
    /** @description A page of webhooks. */
    readonly WebhookPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Webhook"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description An address of your system, and the events that Parley sends there. */
    readonly Webhook: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description An https address, which must be public. */
      readonly url: string;
      /** @description The events that are sent. */
      readonly events: readonly ("ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed")[];
      /** @description Whether events are sent. */
      readonly enabled: boolean;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description When it last changed, ISO 8601 in UTC.
       */
      readonly updatedAt: string;
      /** @description The first failure since the last success of its ticket; null while calls succeed. */
      readonly failing: {
        /** @description The delivery that failed first. */
        readonly deliveryId: string;
        /** @description The ticket of that event; null for queues. */
        readonly ticketId: string | null;
        /** @description The status of the answer; null without an answer. */
        readonly status: number | null;
        /** @description Why the call failed. */
        readonly reason: string;
        /**
         * Format: date-time
         * @description When the first call failed, ISO 8601 in UTC.
         */
        readonly since: string;
      } | null;
      /** @description Why Parley has disabled the webhook after three days of failures; null otherwise. Enabling it ends the notice. */
      readonly disabled: {
        /** @description The delivery that failed for three days. */
        readonly deliveryId: string;
        /** @description The ticket of that event; null for queues. */
        readonly ticketId: string | null;
        /** @description The status of the last answer; null without an answer. */
        readonly status: number | null;
        /** @description Why the last call failed. */
        readonly reason: string;
        /**
         * Format: date-time
         * @description When Parley disabled the webhook, ISO 8601 in UTC.
         */
        readonly at: string;
      } | null;
    };
    /** @description A new webhook, in the only response that contains its secret. */
    readonly NewWebhook: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description An https address, which must be public. */
      readonly url: string;
      /** @description The events that are sent. */
      readonly events: readonly ("ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed")[];
      /** @description Whether events are sent. */
      readonly enabled: boolean;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description When it last changed, ISO 8601 in UTC.
       */
      readonly updatedAt: string;
      /** @description The first failure since the last success of its ticket; null while calls succeed. */
      readonly failing: {
        /** @description The delivery that failed first. */
        readonly deliveryId: string;
        /** @description The ticket of that event; null for queues. */
        readonly ticketId: string | null;
        /** @description The status of the answer; null without an answer. */
        readonly status: number | null;
        /** @description Why the call failed. */
        readonly reason: string;
        /**
         * Format: date-time
         * @description When the first call failed, ISO 8601 in UTC.
         */
        readonly since: string;
      } | null;
      /** @description Why Parley has disabled the webhook after three days of failures; null otherwise. Enabling it ends the notice. */
      readonly disabled: {
        /** @description The delivery that failed for three days. */
        readonly deliveryId: string;
        /** @description The ticket of that event; null for queues. */
        readonly ticketId: string | null;
        /** @description The status of the last answer; null without an answer. */
        readonly status: number | null;
        /** @description Why the last call failed. */
        readonly reason: string;
        /**
         * Format: date-time
         * @description When Parley disabled the webhook, ISO 8601 in UTC.
         */
        readonly at: string;
      } | null;
      /**
       * @description Verifies the calls. It is not returned again.
       * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
       */
      readonly secret: string;
    };
    /**
     * @description A webhook to add.
     * @example {
     *       "url": "https://shop.example/parley",
     *       "events": [
     *         "ticket.created",
     *         "message.received"
     *       ]
     *     }
     */
    readonly WebhookDraft: {
      /**
       * Format: uri
       * @description An https address, which must be public. Redirects are not followed.
       */
      readonly url: string;
      /** @description The events to send. */
      readonly events: readonly ("ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed")[];
      /**
       * @description False: nothing is sent yet.
       * @default true
       */
      readonly enabled: boolean;
    };
    /** @description The webhook after the change. */
    readonly ChangedWebhook: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description An https address, which must be public. */
      readonly url: string;
      /** @description The events that are sent. */
      readonly events: readonly ("ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed")[];
      /** @description Whether events are sent. */
      readonly enabled: boolean;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description When it last changed, ISO 8601 in UTC.
       */
      readonly updatedAt: string;
      /** @description The first failure since the last success of its ticket; null while calls succeed. */
      readonly failing: {
        /** @description The delivery that failed first. */
        readonly deliveryId: string;
        /** @description The ticket of that event; null for queues. */
        readonly ticketId: string | null;
        /** @description The status of the answer; null without an answer. */
        readonly status: number | null;
        /** @description Why the call failed. */
        readonly reason: string;
        /**
         * Format: date-time
         * @description When the first call failed, ISO 8601 in UTC.
         */
        readonly since: string;
      } | null;
      /** @description Why Parley has disabled the webhook after three days of failures; null otherwise. Enabling it ends the notice. */
      readonly disabled: {
        /** @description The delivery that failed for three days. */
        readonly deliveryId: string;
        /** @description The ticket of that event; null for queues. */
        readonly ticketId: string | null;
        /** @description The status of the last answer; null without an answer. */
        readonly status: number | null;
        /** @description Why the last call failed. */
        readonly reason: string;
        /**
         * Format: date-time
         * @description When Parley disabled the webhook, ISO 8601 in UTC.
         */
        readonly at: string;
      } | null;
      /**
       * @description The new secret, if it was replaced. It is not returned again.
       * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
       */
      readonly secret?: string;
    };
    /**
     * @description What changes; omitted members stay.
     * @example {
     *       "enabled": false
     *     }
     */
    readonly WebhookChange: {
      /**
       * Format: uri
       * @description An https address, which must be public.
       */
      readonly url?: string;
      /** @description The events to send: the list replaces the previous one. */
      readonly events?: readonly ("ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed")[];
      /** @description True starts it again after it was disabled; the events in between come by a replay. */
      readonly enabled?: boolean;
      /** @description True makes a new secret. The earlier one signs too for 24 hours. */
      readonly rotateSecret?: boolean;
    };
    /** @description A page of deliveries. */
    readonly WebhookDeliveryPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["WebhookDelivery"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description An event for a webhook. */
    readonly WebhookDelivery: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /**
       * @description The type of the event.
       * @enum {string}
       */
      readonly event: "ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed";
      /** @description The ticket of the event; null for queues. */
      readonly ticketId: string | null;
      /**
       * @description `pending` while it waits or is retried. `failed` was given up, or came while the webhook was disabled.
       * @enum {string}
       */
      readonly state: "pending" | "delivered" | "failed";
      /** @description The number of calls. */
      readonly attempts: number;
      /** @description The status of the last answer; null without an answer. */
      readonly lastStatus: number | null;
      /** @description Why it is not delivered; null if there is no failure. */
      readonly reason: string | null;
      /**
       * Format: date-time
       * @description When the event happened, ISO 8601 in UTC.
       */
      readonly at: string;
    };
    /** @description What is sent again. */
    readonly WebhookReplayResult: {
      /** @description The number of deliveries. */
      readonly replayed: number;
      /** @description Send it as `after` to continue; null if these were all. */
      readonly next: string | null;
    };
    /**
     * @description What to send again.
     * @example {
     *       "since": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly WebhookReplay: {
      /**
       * Format: date-time
       * @description Events of this time and later, ISO 8601 in UTC.
       */
      readonly since: string;
    } | {
      /** @description The `next` of the previous call. */
      readonly after: string;
    };
    /** @description A page of tickets. */
    readonly TicketPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Ticket"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description A customer's case on one origin.
     * @example {
     *       "id": "th-9f2.1",
     *       "sequence": 38,
     *       "status": "working",
     *       "priority": "normal",
     *       "origin": {
     *         "id": "o-51",
     *         "channel": "whatsapp"
     *       },
     *       "author": {
     *         "id": "393330000001",
     *         "name": "Giulia Ferri",
     *         "handle": "+393330000001"
     *       },
     *       "threadId": "th-9f2",
     *       "conversationId": "th-9f2",
     *       "owner": {
     *         "agentId": "p-7Qm2",
     *         "teamId": "t-support"
     *       },
     *       "queueIds": [
     *         "q-12"
     *       ],
     *       "tags": [
     *         "delivery"
     *       ],
     *       "topic": "Where is my parcel?",
     *       "customFields": {
     *         "orderId": "A-1009"
     *       },
     *       "sentiment": null,
     *       "language": null,
     *       "starRating": null,
     *       "rating": null,
     *       "automatic": false,
     *       "visibleMessageCount": 2,
     *       "lastMessage": {
     *         "number": 2,
     *         "kind": "reply",
     *         "text": "It left this morning.",
     *         "createdAt": "2027-03-01T09:30:00.000Z"
     *       },
     *       "createdAt": "2027-03-01T09:30:00.000Z",
     *       "updatedAt": "2027-03-01T09:30:00.000Z",
     *       "escalations": null,
     *       "waitingSince": null,
     *       "firstReplyAt": null,
     *       "firstReplySeconds": null,
     *       "lastReplyAt": null,
     *       "resolvedAt": null,
     *       "resolutionSeconds": null,
     *       "reopenCount": 0,
     *       "closesAt": null,
     *       "followupAt": null,
     *       "mergedInto": null,
     *       "mergedIds": [],
     *       "version": 3
     *     }
     */
    readonly Ticket: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The number that people use, such as 38 for “#38”. It counts up within the tenant. */
      readonly sequence: number;
      /**
       * @description The status of the ticket. The state machine decides which changes are possible.
       * @enum {string}
       */
      readonly status: "created" | "working" | "pending" | "followup" | "solved" | "closed";
      /**
       * @description How urgent the ticket is.
       * @enum {string}
       */
      readonly priority: "low" | "normal" | "high" | "urgent";
      /** @description The connected account on which the ticket arrived. */
      readonly origin: {
        /** @description Id of the origin. */
        readonly id: string;
        /**
         * @description The channel of the origin.
         * @enum {string}
         */
        readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "application" | "api";
      };
      /** @description The customer. */
      readonly author: {
        /** @description Id of the customer on this origin. */
        readonly id: string;
        /** @description The name from the provider, or null. */
        readonly name: string | null;
        /** @description The address, number or user name, or null. */
        readonly handle: string | null;
      };
      /** @description Id of the thread: everything that this customer writes on this origin. */
      readonly threadId: string;
      /** @description The conversation id in frames of the WebSocket. It is the thread. */
      readonly conversationId: string;
      /** @description Who is responsible: an agent, a team, or both. */
      readonly owner: {
        /** @description Id of the agent who owns the ticket, or null. */
        readonly agentId: string | null;
        /** @description Id of the team that owns the ticket, or null. */
        readonly teamId: string | null;
      };
      /** @description Ids of the queues that the ticket is in. */
      readonly queueIds: readonly string[];
      /** @description Words that people, rules and lists put on the ticket. */
      readonly tags: readonly string[];
      /** @description What the ticket is about, or null. */
      readonly topic: string | null;
      /** @description Fields of the business, by name. */
      readonly customFields: {
        readonly [key: string]: unknown;
      };
      /** @description The customer’s sentiment in the newest message, as the AI toolbox, an integration, a rule or a list says, or null. */
      readonly sentiment: string | null;
      /** @description The language of the customer’s newest message as a tag such as `de` or `pt-BR`, as the AI toolbox, an integration, a rule or a list says, or null. */
      readonly language: string | null;
      /** @description Stars of the newest review, 1 to 5, or null. */
      readonly starRating: number | null;
      /** @description How the visitor of a live chat has rated it after its end, or null. */
      readonly rating: {
        /** @description Stars, 1 to 5. */
        readonly stars: number;
        /** @description What the visitor has added, or null. */
        readonly comment: string | null;
        /**
         * Format: date-time
         * @description When the chat was first rated, ISO 8601 in UTC.
         */
        readonly createdAt: string;
      } | null;
      /** @description A machine opened it (a form, a shop, an alert): nothing answers it automatically. */
      readonly automatic: boolean;
      /** @description Messages of the ticket that are not hidden. */
      readonly visibleMessageCount: number;
      /** @description The newest visible message, or null. */
      readonly lastMessage: {
        /** @description Its number in the conversation. */
        readonly number: number;
        /** @description Its kind, as in a message. */
        readonly kind: string;
        /** @description The first 200 characters of its text. */
        readonly text: string;
        /**
         * Format: date-time
         * @description When it was written, ISO 8601 in UTC.
         */
        readonly createdAt: string;
      } | null;
      /**
       * Format: date-time
       * @description When the ticket was opened, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description When the ticket last changed or got a visible message.
       */
      readonly updatedAt: string;
      /** @description The open escalations of the ticket, or null when there are none. */
      readonly escalations: {
        /** @description How many are open. */
        readonly open: number;
        /** @description How many of them have passed their due time. */
        readonly overdue: number;
        /** @description The earliest due time of those that are not overdue, or null. */
        readonly dueAt: string | null;
        /** @description Ids of the teams that are asked. */
        readonly teamIds: readonly string[];
      } | null;
      /** @description Since when the customer waits for an answer, or null. */
      readonly waitingSince: string | null;
      /** @description When an agent first replied to a message of the customer, or null. */
      readonly firstReplyAt: string | null;
      /** @description The first response time: seconds from `createdAt` to `firstReplyAt`, or null. */
      readonly firstReplySeconds: number | null;
      /** @description When an agent last replied, or null. */
      readonly lastReplyAt: string | null;
      /** @description When the ticket was last solved, or closed without being solved first. Null while it is open, and again when it is reopened. */
      readonly resolvedAt: string | null;
      /** @description The resolution time: seconds from `createdAt` to `resolvedAt`, or null. */
      readonly resolutionSeconds: number | null;
      /** @description How often the ticket left `solved` for another status than `closed`. */
      readonly reopenCount: number;
      /** @description When the ticket will be closed by itself, or null. */
      readonly closesAt: string | null;
      /** @description When a ticket in `followup` returns to `working`, or null. */
      readonly followupAt: string | null;
      /** @description The ticket that this one was merged into, or null. It has taken over the messages. */
      readonly mergedInto: string | null;
      /** @description Ids of the tickets that were merged into this one. */
      readonly mergedIds: readonly string[];
      /** @description Rises with every change of status, owner, priority, tags, topic, fields or followup. Send it as `If-Match`. */
      readonly version: number;
    };
    /**
     * @description A conversation to start.
     * @example {
     *       "originId": "o-51",
     *       "to": "393330000001",
     *       "template": {
     *         "name": "parcel_arrived",
     *         "language": "en",
     *         "parameters": [
     *           {
     *             "text": "A-1009"
     *           }
     *         ]
     *       }
     *     }
     */
    readonly ConversationDraft: {
      /** @description Where to write from. */
      readonly originId: string;
      /** @description The person, by their id on the origin. */
      readonly to: string | {
        /** @description The id. */
        readonly id: string;
      };
      /** @description The subject, where the channel has one. */
      readonly subject?: string;
      /** @description The text to send. */
      readonly text?: string;
      /** @description A template, where the channel has templates. The name alone is for channels whose templates have no language. */
      readonly template?: string | components["schemas"]["TemplateDraft"];
    };
    /** @description A message that the provider has approved beforehand, with the values of its placeholders. */
    readonly TemplateDraft: {
      /** @description Its name at the provider. */
      readonly name: string;
      /** @description Its language, as the provider writes it, such as `en_US`. */
      readonly language?: string;
      /** @description The values of its placeholders, those of a component in order. */
      readonly parameters?: readonly {
        /**
         * @description Where the placeholder is; the body unless given.
         * @enum {string}
         */
        readonly component?: "header" | "body" | "button";
        /** @description The name of the placeholder, in a template with named ones. */
        readonly name?: string;
        /** @description Of a button: its index, from 0. */
        readonly index?: number;
        /** @description The value. */
        readonly text: string;
      }[];
    };
    /** @description A page of what happened to a ticket. */
    readonly TicketLogEntryPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["TicketLogEntry"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description One change of a ticket by one actor. */
    readonly TicketLogEntry: {
      /**
       * Format: date-time
       * @description When, ISO 8601 in UTC.
       */
      readonly at: string;
      /** @description Who made the change. */
      readonly by: {
        /** @description `agent`, `user`, `key`, `rule`, `timer`, `event`, `customer` or `system`. */
        readonly type: string;
        /** @description Who it is; null for the system. */
        readonly id: string | null;
      };
      /** @description The cause of the change, such as a message by its number. */
      readonly cause: {
        /** @description What it is, such as `message`, `timer`, `list` or `ai`. */
        readonly type: string;
        /** @description Its id, or the number of the message. */
        readonly id: string | null;
      } | null;
      /** @description Field by field. Empty when nothing changed. */
      readonly changes: readonly {
        /** @description The name of the field; `customFields.tier` for one of many. */
        readonly field: string;
        /** @description The value before; null for a creation. */
        readonly from: unknown;
        /** @description The value after. */
        readonly to: unknown;
      }[];
      /** @description The same as in the hub’s logs. */
      readonly correlationId: string;
      /** @description The rules whose condition held. The name is null for a rule that was removed. */
      readonly rules?: readonly {
        /** @description Id of the rule. */
        readonly id: string;
        /** @description Its present name. */
        readonly name: string | null;
      }[];
      /** @description The version of the rule set that ran. */
      readonly ruleSet?: number;
      /** @description Statuses in between that had an effect, such as when a rule solved the ticket and another reopened it. */
      readonly through?: readonly ("created" | "working" | "pending" | "followup" | "solved" | "closed")[];
      /** @description Values that the ticket had no room for. */
      readonly leftOut?: readonly {
        /** @description The field, such as `tags.vip`. */
        readonly field: string;
        /** @description `too_large` or `too_many`. */
        readonly reason: string;
      }[];
      /** @description The change was not made: `illegal_transition`, `loop`, `rate`, `unknown_agent`, `unknown_team`, `nobody_available` or another code of the API. */
      readonly refused?: {
        /** @description Why it was not made. */
        readonly code: string;
      };
    };
    /**
     * @description The members to change; omitted members stay.
     * @example {
     *       "status": "followup",
     *       "followupAt": "2027-03-01T09:30:00.000Z",
     *       "tags": [
     *         "delivery"
     *       ]
     *     }
     */
    readonly TicketChange: {
      /**
       * @description The new status. One that the state machine does not allow is a 409.
       * @enum {string}
       */
      readonly status?: "created" | "working" | "pending" | "followup" | "solved" | "closed";
      /**
       * @description How urgent the ticket is.
       * @enum {string}
       */
      readonly priority?: "low" | "normal" | "high" | "urgent";
      /** @description Who is responsible: an agent, a team, or both. */
      readonly owner?: {
        /** @description Id of the agent who owns the ticket, or null. */
        readonly agentId?: string | null;
        /** @description Id of the team that owns the ticket, or null. */
        readonly teamId?: string | null;
      };
      /** @description All tags: the list replaces the previous one. */
      readonly tags?: readonly string[];
      /** @description What the ticket is about; null removes it. */
      readonly topic?: string | null;
      /** @description All custom fields: they replace the previous ones. */
      readonly customFields?: {
        readonly [key: string]: string | number | boolean | null;
      };
      /** @description When the ticket returns to `working`. Required with the status `followup`; it must be in the future. */
      readonly followupAt?: string | null;
    };
    /** @description The result for each ticket. */
    readonly BulkResult: {
      /** @description One for each id, in their order. */
      readonly results: readonly {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The HTTP status that a PATCH of this ticket would have had. */
        readonly status: number;
        /** @description The changed ticket. */
        readonly ticket?: components["schemas"]["Ticket"];
        /** @description Why it was not changed. */
        readonly error?: {
          /** @description The code of the problem. */
          readonly code: string;
          /** @description The code as a short sentence. */
          readonly title: string;
          /** @description What happened. */
          readonly detail: string;
        };
      }[];
    };
    /**
     * @description One change for many tickets.
     * @example {
     *       "ids": [
     *         "th-9f2.1",
     *         "th-a07.4"
     *       ],
     *       "change": {
     *         "status": "solved"
     *       }
     *     }
     */
    readonly BulkChange: {
      /** @description Ids of the tickets. */
      readonly ids: readonly string[];
      /** @description The change to apply to each of them. */
      readonly change: components["schemas"]["TicketChange"];
    };
    /**
     * @description The target of a merge.
     * @example {
     *       "intoId": "th-9f2.1"
     *     }
     */
    readonly Merge: {
      /** @description Id of the ticket that takes it over. */
      readonly intoId: string;
    };
    /** @description The related tickets. */
    readonly TicketLinks: {
      /** @description Oldest link first. */
      readonly items: readonly {
        /** @description Id of the other ticket. */
        readonly ticketId: string;
        /**
         * Format: date-time
         * @description When they were linked.
         */
        readonly at: string;
        /** @description The other ticket as it is now. */
        readonly ticket: components["schemas"]["Ticket"];
      }[];
    };
    /** @description A relation of two tickets. */
    readonly TicketLink: {
      /** @description Id of the other ticket. */
      readonly ticketId: string;
      /**
       * Format: date-time
       * @description When they were linked.
       */
      readonly at: string;
    };
    /**
     * @description A related ticket.
     * @example {
     *       "ticketId": "th-a07.4"
     *     }
     */
    readonly TicketLinkDraft: {
      /** @description Id of the other ticket. */
      readonly ticketId: string;
    };
    /** @description A page of messages. */
    readonly MessagePage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Message"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description One message of a conversation.
     * @example {
     *       "conversationId": "th-9f2",
     *       "ticketId": "th-9f2.1",
     *       "number": 2,
     *       "kind": "reply",
     *       "author": {
     *         "type": "agent",
     *         "id": "p-7Qm2",
     *         "name": "Ada Lovelace",
     *         "handle": null
     *       },
     *       "text": "It left this morning.",
     *       "html": null,
     *       "subject": null,
     *       "to": [],
     *       "cc": [],
     *       "attachments": [],
     *       "surface": "dm",
     *       "inReplyTo": null,
     *       "permalink": null,
     *       "providerId": "wamid.HBgM",
     *       "createdAt": "2027-03-01T09:30:00.000Z",
     *       "editedAt": null,
     *       "late": false,
     *       "hidden": false,
     *       "shadowed": false,
     *       "deleted": false,
     *       "reactions": {},
     *       "starRating": null,
     *       "delivery": {
     *         "state": "delivered",
     *         "error": null
     *       },
     *       "mentions": []
     *     }
     */
    readonly Message: {
      /** @description The conversation that the message belongs to. */
      readonly conversationId: string;
      /** @description Id of the ticket that the message belongs to, or null. */
      readonly ticketId: string | null;
      /** @description The number in the conversation: 1, 2, 3 …, without a gap. */
      readonly number: number;
      /**
       * @description The kind: `customer` is incoming, `reply` and `ai_message` are outgoing, `note` and `ai_suggestion` are for colleagues only.
       * @enum {string}
       */
      readonly kind: "customer" | "reply" | "note" | "ai_message" | "ai_suggestion";
      /** @description Who wrote it. */
      readonly author: {
        /**
         * @description What kind of author this is.
         * @enum {string}
         */
        readonly type: "customer" | "agent" | "rule" | "system" | "origin" | "ai";
        /** @description Id of the customer, agent, rule or origin; the model of an AI. */
        readonly id: string;
        /** @description The name, or null. */
        readonly name: string | null;
        /** @description The address, number or user name, or null. */
        readonly handle: string | null;
      };
      /** @description The text without any markup, or null. */
      readonly text: string | null;
      /** @description The text with markup that is safe to show, or null. */
      readonly html: string | null;
      /** @description Of a customer's mail: the position in `text`, in UTF-16 code units, where the quoted mail and the signature at its end begin. Missing if there are none, or if they are between the new words. */
      readonly quotedAt?: number;
      /**
       * @description True: text and HTML are too long for a response and are cut.
       * @constant
       */
      readonly truncated?: true;
      /** @description The subject of a mail, or null. */
      readonly subject: string | null;
      /** @description Addresses that a mail went to. */
      readonly to: readonly string[];
      /** @description Addresses that got a copy. */
      readonly cc: readonly string[];
      /** @description Files of the message. */
      readonly attachments: readonly {
        /** @description Id of the attachment. */
        readonly id: string;
        /** @description The name of the file, or null if the provider does not send one. */
        readonly name: string | null;
        /** @description The MIME type, such as `image/png`. */
        readonly type: string;
        /** @description Size in bytes, or null while unknown. */
        readonly size: number | null;
        /** @description Downloads the file for 5 minutes. Of a file that is not kept: the link of the provider, or null. */
        readonly url: string | null;
        /**
         * @description Of a file that Parley fetches from the provider: whether it is being fetched, is ready, or cannot be kept. Missing for other files.
         * @enum {string}
         */
        readonly state?: "fetching" | "ready" | "failed";
        /** @description Why the file is not kept. Only if it failed. */
        readonly error?: {
          /** @description The reason, such as `too_large`, `refused_type`, `gone` or `unreachable`. */
          readonly code: string;
          /** @description A sentence for the agent. */
          readonly message: string;
        };
      }[];
      /** @description Where it was written. Clients must ignore values that they do not know. */
      readonly surface: ("dm" | "comment" | "review" | "mail" | "chat") | string;
      /** @description Number of the message that this one answers, or null. */
      readonly inReplyTo: number | null;
      /** @description The provider's own page of the message, or null. */
      readonly permalink: string | null;
      /** @description The provider's id of the message, or null. */
      readonly providerId: string | null;
      /**
       * Format: date-time
       * @description When it was written, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /** @description When the author last edited it, or null. */
      readonly editedAt: string | null;
      /** @description It arrived after messages that were written later. */
      readonly late: boolean;
      /** @description An agent hid it: only people with access to the ticket see it. */
      readonly hidden: boolean;
      /** @description It arrived while its origin was disabled, and is not revealed yet. */
      readonly shadowed: boolean;
      /** @description It was deleted; number and time stay as a tombstone. */
      readonly deleted: boolean;
      /** @description Reactions, by the id of the person who reacted; that of the business by the id of the agent who set it. */
      readonly reactions: {
        readonly [key: string]: string;
      };
      /** @description Stars of a review, 1 to 5, or null. */
      readonly starRating: number | null;
      /** @description The delivery of a reply, or of a change of a message at its provider; null for other messages. */
      readonly delivery: {
        /**
         * @description The delivery state. `unknown`: the provider’s response was lost.
         * @enum {string}
         */
        readonly state: "queued" | "sent" | "delivered" | "read" | "failed" | "unknown";
        /** @description The error code and a message for the agent. */
        readonly error: {
          /** @description The provider's code, or one of Parley's. */
          readonly code: string;
          /** @description A sentence for the agent. */
          readonly message: string;
        } | null;
        /**
         * @description The visitor of a live chat was gone: the state is that of the mail with the reply.
         * @constant
         */
        readonly via?: "mail";
        /**
         * @description Present after you changed a message at its provider: the state is that of the change, not of the message.
         * @enum {string}
         */
        readonly change?: "edit" | "delete" | "hide" | "unhide" | "react";
      } | null;
      /**
       * @description True: a reply to a public message that only its author can read.
       * @constant
       */
      readonly private?: true;
      /** @description Of a reply that is a template; `text` tells its name and values. */
      readonly template?: components["schemas"]["Template"];
      /** @description Of a reply that offers answers to pick. */
      readonly choices?: components["schemas"]["Choices"];
      /** @description Colleagues whom the note names. */
      readonly mentions: readonly {
        /**
         * @description An agent or a team.
         * @enum {string}
         */
        readonly type: "agent" | "team";
        /** @description Id of the agent or the team. */
        readonly id: string;
      }[];
      /** @description For messages that an AI wrote, and for replies that were its suggestions. */
      readonly ai?: {
        /** @description The model that wrote it. */
        readonly model: string;
        /** @description How sure it is, 0 to 1. */
        readonly confidence: number;
        /** @description The reason that it gives, or null. */
        readonly cause: string | null;
      };
      /** @description For suggestions only: whether it was used. */
      readonly suggestion?: {
        /**
         * @description Whether it is open, or an agent has accepted or dismissed it.
         * @enum {string}
         */
        readonly state: "open" | "accepted" | "dismissed";
        /** @description Number of the reply that it became. */
        readonly reply?: number;
      };
      /**
       * @description How the customer feels, as detected by the AI toolbox.
       * @enum {string}
       */
      readonly sentiment?: "positive" | "neutral" | "negative";
      /** @description The language of the text, as detected by the AI toolbox, such as `de`. */
      readonly language?: string;
      /** @description Languages that it was translated into, with the time of each. */
      readonly translations?: {
        readonly [key: string]: string;
      };
      /**
       * Format: date-time
       * @description When a summary of the ticket up to this message was last made.
       */
      readonly summarizedAt?: string;
      /**
       * @description In the response to a POST: the customer has written again, so `thenStatus` was not applied.
       * @constant
       */
      readonly statusSkipped?: true;
    };
    /** @description A message that the provider has approved beforehand. */
    readonly Template: {
      /** @description Its name at the provider. */
      readonly name: string;
      /** @description Its language, as the provider writes it, such as `en_US`. */
      readonly language: string | null;
      /** @description The values of its placeholders, those of a component in order. */
      readonly parameters: readonly {
        /**
         * @description Where the placeholder is; the body unless given.
         * @enum {string}
         */
        readonly component: "header" | "body" | "button";
        /** @description The name of the placeholder, in a template with named ones. */
        readonly name?: string;
        /** @description Of a button: its index, from 0. */
        readonly index?: number;
        /** @description The value. */
        readonly text: string;
      }[];
    };
    /** @description Answers that the customer can pick below the text. The pick comes back as a message of the customer. */
    readonly Choices: {
      /** @description The words that open the list. WhatsApp needs them for more than three answers, and for long ones. */
      readonly label?: string;
      /** @description The answers, in order. */
      readonly options: readonly {
        /** @description The answer. */
        readonly title: string;
        /** @description More about the answer, in a list. */
        readonly description?: string;
      }[];
    };
    /**
     * @description A reply to the customer, or a note for colleagues.
     * @example {
     *       "kind": "reply",
     *       "text": "It left this morning.",
     *       "thenStatus": "pending",
     *       "lastSeenNumber": 1
     *     }
     */
    readonly MessageDraft: {
      /**
       * @description A `reply` goes to the customer, a `note` is internal.
       * @enum {string}
       */
      readonly kind: "reply" | "note";
      /** @description The text. A text over the channel’s limit is a 422 that names the limit. */
      readonly text?: string;
      /** @description Instead of a text, where the channel has templates: the only message that WhatsApp takes when the customer has not written for 24 hours. */
      readonly template?: components["schemas"]["TemplateDraft"];
      /** @description Answers that the customer can pick, where the channel has them. More or longer ones than the channel takes are a 422 that names its limits. */
      readonly choices?: components["schemas"]["Choices"];
      /** @description The text with markup, for mail. */
      readonly html?: string;
      /** @description Addresses that get a copy of a mail. */
      readonly cc?: readonly string[];
      /** @description Addresses that get a blind copy of a mail. */
      readonly bcc?: readonly string[];
      /** @description Ids of uploaded files. */
      readonly attachmentIds?: readonly string[];
      /** @description Number of the message to answer. */
      readonly inReplyTo?: number;
      /**
       * @description Of a reply to a comment: a `public` comment (the default), or a `private` message to its writer, where the channel has private replies.
       * @enum {string}
       */
      readonly to?: "public" | "private";
      /**
       * @description The status that the ticket gets with the message.
       * @enum {string}
       */
      readonly thenStatus?: "created" | "working" | "pending" | "followup" | "solved" | "closed";
      /**
       * Format: date-time
       * @description When the ticket returns to `working`; required with `thenStatus` `followup`.
       */
      readonly followupAt?: string;
      /** @description Number of the newest message that the agent has read. */
      readonly lastSeenNumber?: number;
      /** @description For a note: colleagues to notify. Full names after an `@` in the text count too. Somebody who may not see the ticket is a 422. */
      readonly mentions?: {
        /** @description Ids of agents. */
        readonly agentIds?: readonly string[];
        /** @description Ids of teams. */
        readonly teamIds?: readonly string[];
      };
    };
    /**
     * @description What changes: `hidden`, or the text.
     * @example {
     *       "text": "It left yesterday morning."
     *     }
     */
    readonly MessageChange: {
      /** @description True hides the message, false unhides it; a public message of a customer also at the provider, where the channel does that. */
      readonly hidden: boolean;
    } | {
      /** @description The new text of a reply that was sent. */
      readonly text: string;
      /** @description The new text as HTML. Without it, the reply has none. */
      readonly html?: string;
    };
    /** @description A page of earlier texts. */
    readonly MessageEditPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["MessageEdit"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description A text that a message had before. */
    readonly MessageEdit: {
      /** @description 1 is the first text. */
      readonly version: number;
      /** @description The text, or null where it had none. */
      readonly text: string | null;
      /**
       * @description True: the text is too long to be kept whole.
       * @constant
       */
      readonly truncated?: true;
      /**
       * Format: date-time
       * @description When it was written.
       */
      readonly writtenAt: string;
      /** @description Who wrote it. */
      readonly writtenBy: {
        /** @description What kind of author this is. */
        readonly type: string;
        /** @description The id, or null. */
        readonly id: string | null;
      };
      /** @description When the next text replaced it. */
      readonly replacedAt: string | null;
      /** @description Who replaced it. */
      readonly replacedBy: {
        /** @description What kind of author this is. */
        readonly type: string;
        /** @description The id, or null. */
        readonly id: string | null;
      };
    };
    /**
     * @description How the suggestion is sent.
     * @example {
     *       "text": "It left this morning and arrives on Friday."
     *     }
     */
    readonly AcceptedSuggestion: {
      /** @description The text as you have edited it; the default is the text of the suggestion. */
      readonly text?: string;
    };
    /**
     * @description A reaction to a message of the customer.
     * @example {
     *       "emoji": "👍"
     *     }
     */
    readonly ReactionDraft: {
      /** @description One emoji. Some channels take only certain ones; others are a 422 that names them. */
      readonly emoji: string;
    };
    /** @description A text that an AI wrote at the request of an agent. */
    readonly AiAnswer: {
      /**
       * @description The kind of text.
       * @enum {string}
       */
      readonly about: "summary" | "translation";
      /** @description The ticket that the request was about. */
      readonly ticketId: string;
      /** @description The conversation of the message. */
      readonly conversationId: string;
      /** @description For a translation, the message; for a summary, the newest message that it covers. */
      readonly number: number;
      /** @description For a summary: how many messages the AI has read. */
      readonly messages?: number;
      /** @description The requested language, or null. */
      readonly language: string | null;
      /** @description The text. */
      readonly text: string;
      /**
       * @description True: the AI has read only the beginning of the message, or its answer is cut.
       * @constant
       */
      readonly truncated?: true;
      /** @description Which AI wrote it, and why. */
      readonly ai: {
        /** @description The model that wrote it. */
        readonly model: string;
        /** @description How sure it is, 0 to 1, or null. */
        readonly confidence: number | null;
        /** @description The reason that it gives. */
        readonly cause: string;
      };
      /**
       * Format: date-time
       * @description When it was written.
       */
      readonly at: string;
      /** @description Who asked. */
      readonly by: {
        /** @description A person (`agent`) or a `key`. */
        readonly type: string;
        /** @description The id. */
        readonly id: string | null;
      };
    };
    /**
     * @description How the ticket is summarized.
     * @example {
     *       "language": "en"
     *     }
     */
    readonly SummaryDraft: {
      /** @description The language of the summary, such as `de`; by default, the AI chooses. */
      readonly language?: string;
    };
    /**
     * @description How the message is translated.
     * @example {
     *       "language": "pt-BR"
     *     }
     */
    readonly TranslationDraft: {
      /** @description The language to translate into, such as `de` or `pt-BR`. */
      readonly language: string;
    };
    /** @description The translations of a message. */
    readonly Translations: {
      /** @description One for each language, by language. */
      readonly items: readonly components["schemas"]["AiAnswer"][];
    };
    /** @description A page of escalations. */
    readonly EscalationPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Escalation"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description A question about a ticket to somebody else. */
    readonly Escalation: {
      /** @description The id. An escalation that an event raised has the id of the event. */
      readonly id: string;
      /** @description Id of the ticket. */
      readonly ticketId: string;
      /** @description The recipient. */
      readonly target: components["schemas"]["EscalationTarget"];
      /** @description The question. */
      readonly text: string;
      /**
       * @description `open` until it is answered or closed.
       * @enum {string}
       */
      readonly state: "open" | "answered" | "closed";
      /** @description The time by which an answer is due, or null. */
      readonly dueAt: string | null;
      /** @description It is open and `dueAt` has passed. Rules of the event `timer` run at that time. */
      readonly overdue: boolean;
      /** @description Who raised it. */
      readonly raisedBy: {
        /** @description The kind of actor: `agent`, `key`, `rule` or `event`. */
        readonly type: string;
        /** @description Id of the actor. */
        readonly id: string | null;
      };
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description When it last changed, ISO 8601 in UTC.
       */
      readonly updatedAt: string;
      /** @description Number of the note that informs agents. */
      readonly noteNumber: number;
      /** @description The newest answer, or null. */
      readonly answer: {
        /**
         * Format: date-time
         * @description When the answer came.
         */
        readonly at: string;
        /** @description Who answered, or null when nobody is named. */
        readonly by: {
          /** @description The name. */
          readonly name: string;
          /** @description The mail address, or null. */
          readonly email?: string | null;
        } | null;
        /** @description Number of the note that holds the answer. */
        readonly noteNumber: number;
      } | null;
      /** @description What became of it on its way: `queued`, `sent`, `held` (a mail that is kept, because the tenant has no mailbox to send it from), `unknown` (the mail service’s answer was lost; it may have been sent) or `failed` (given up; it is in the dead letters). Null for a team, and a week after it was raised. */
      readonly delivery: ("queued" | "sent" | "held" | "unknown" | "failed") | null;
    };
    /** @description The recipient of an escalation: a team, a mail address or a web address. */
    readonly EscalationTarget: {
      /** @description Id of a team. Its agents see the note on the ticket, and conditions find the ticket by `escalations.teamIds`. */
      readonly teamId: string;
    } | {
      /**
       * Format: email
       * @description A mail address.
       */
      readonly email: string;
    } | {
      /**
       * Format: uri
       * @description A public web address. It gets a signed call; see the webhook `ruleWebhook`.
       */
      readonly url: string;
    };
    /**
     * @description An escalation to raise.
     * @example {
     *       "target": {
     *         "teamId": "t-warehouse"
     *       },
     *       "text": "Has parcel A-1009 left?",
     *       "dueAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly NewEscalation: {
      /** @description The recipient. */
      readonly target: components["schemas"]["EscalationTarget"];
      /** @description The question. */
      readonly text: string;
      /** @description The time by which an answer is due; in the future. */
      readonly dueAt?: string | null;
    };
    /**
     * @description How an escalation ends.
     * @example {
     *       "state": "answered",
     *       "text": "It left at 8:30."
     *     }
     */
    readonly EscalationChange: {
      /**
       * @description `answered` or `closed`.
       * @enum {string}
       */
      readonly state: "answered" | "closed";
      /** @description The answer. It becomes a note of the system on the ticket. */
      readonly text?: string;
    };
    /** @description A page of queues. */
    readonly QueuePage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Queue"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description A named condition over tickets, with counters.
     * @example {
     *       "id": "q-12",
     *       "name": "WhatsApp",
     *       "priority": 10,
     *       "condition": {
     *         "all": [
     *           {
     *             "field": "origin.channel",
     *             "op": "eq",
     *             "value": "whatsapp"
     *           },
     *           {
     *             "field": "status",
     *             "op": "in",
     *             "value": [
     *               "created",
     *               "working"
     *             ]
     *           }
     *         ]
     *       },
     *       "visibleTo": {
     *         "teamIds": [
     *           "t-support"
     *         ],
     *         "agentIds": []
     *       },
     *       "counters": {
     *         "created": 3,
     *         "working": 5,
     *         "pending": 2,
     *         "followup": 1,
     *         "solved": 0,
     *         "closed": 240
     *       },
     *       "createdAt": "2027-03-01T09:30:00.000Z",
     *       "updatedAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly Queue: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The name of the queue. */
      readonly name: string;
      /** @description The position in the list of queues: a lower number comes first. */
      readonly priority: number;
      /** @description Which tickets are in the queue. */
      readonly condition: components["schemas"]["Condition"];
      /** @description Who sees the queue and its tickets. Empty lists mean everybody. */
      readonly visibleTo: {
        /** @description Teams whose agents see it. */
        readonly teamIds: readonly string[];
        /** @description Agents who see it. */
        readonly agentIds: readonly string[];
      };
      /** @description How many tickets are in it. */
      readonly counters: components["schemas"]["Counters"];
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description When it last changed, ISO 8601 in UTC.
       */
      readonly updatedAt: string;
    };
    /**
     * @description A condition over a ticket: all of several, any of several, the negation of one, or one field compared with a value. At most 12 levels and 200 comparisons.
     * @example {
     *       "all": [
     *         {
     *           "field": "origin.channel",
     *           "op": "eq",
     *           "value": "whatsapp"
     *         },
     *         {
     *           "field": "status",
     *           "op": "in",
     *           "value": [
     *             "created",
     *             "working"
     *           ]
     *         }
     *       ]
     *     }
     */
    readonly Condition: {
      /** @description True when each of these is true; an empty list is true. */
      readonly all: readonly components["schemas"]["Condition"][];
    } | {
      /** @description True when at least one of these is true; an empty list is false. */
      readonly any: readonly components["schemas"]["Condition"][];
    } | {
      /** @description True when this is false. */
      readonly not: components["schemas"]["Condition"];
    } | {
      /** @description A field of the ticket or message, such as `origin.channel`, `status` or `customFields.city`. */
      readonly field: string;
      /**
       * @description How to compare.
       * @enum {string}
       */
      readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
      /** @description What to compare with: a list for `in` and `nin`, a pattern (RE2) for `matches`, a boolean or nothing for `exists`. */
      readonly value?: (string | number | boolean) | readonly (string | number | boolean)[];
    };
    /**
     * @description Tickets of a queue by status.
     * @example {
     *       "created": 3,
     *       "working": 5,
     *       "pending": 2,
     *       "followup": 1,
     *       "solved": 0,
     *       "closed": 240
     *     }
     */
    readonly Counters: {
      /** @description Tickets in `created`. */
      readonly created: number;
      /** @description Tickets in `working`. */
      readonly working: number;
      /** @description Tickets in `pending`. */
      readonly pending: number;
      /** @description Tickets in `followup`. */
      readonly followup: number;
      /** @description Tickets in `solved`. */
      readonly solved: number;
      /** @description Tickets in `closed`. */
      readonly closed: number;
    };
    /**
     * @description A queue to add.
     * @example {
     *       "name": "WhatsApp",
     *       "priority": 10,
     *       "condition": {
     *         "all": [
     *           {
     *             "field": "origin.channel",
     *             "op": "eq",
     *             "value": "whatsapp"
     *           },
     *           {
     *             "field": "status",
     *             "op": "in",
     *             "value": [
     *               "created",
     *               "working"
     *             ]
     *           }
     *         ]
     *       },
     *       "visibleTo": {
     *         "teamIds": [
     *           "t-support"
     *         ],
     *         "agentIds": []
     *       }
     *     }
     */
    readonly QueueDraft: {
      /** @description The name of the queue. */
      readonly name: string;
      /**
       * @description The position in the list of queues: a lower number comes first.
       * @default 100
       */
      readonly priority: number;
      /** @description Which tickets are in the queue. */
      readonly condition: components["schemas"]["Condition"];
      /**
       * @description Who sees the queue and its tickets. Empty lists mean everybody.
       * @default {
       *       "teamIds": [],
       *       "agentIds": []
       *     }
       */
      readonly visibleTo: {
        /**
         * @description Teams whose agents see it.
         * @default []
         */
        readonly teamIds: readonly string[];
        /**
         * @description Agents who see it.
         * @default []
         */
        readonly agentIds: readonly string[];
      };
    };
    /**
     * @description The members to change; omitted members stay.
     * @example {
     *       "priority": 5
     *     }
     */
    readonly QueueChange: {
      /** @description The name of the queue. */
      readonly name?: string;
      /** @description The position in the list of queues: a lower number comes first. */
      readonly priority?: number;
      /** @description Which tickets are in the queue. */
      readonly condition?: components["schemas"]["Condition"];
      /** @description Who sees the queue and its tickets. Empty lists mean everybody. */
      readonly visibleTo?: {
        /**
         * @description Teams whose agents see it.
         * @default []
         */
        readonly teamIds: readonly string[];
        /**
         * @description Agents who see it.
         * @default []
         */
        readonly agentIds: readonly string[];
      };
    };
    /** @description A page of rules. */
    readonly RulePage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Rule"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description Actions that run automatically after an event on a ticket.
     * @example {
     *       "id": "r-3",
     *       "name": "WhatsApp goes to support",
     *       "event": "ticket.created",
     *       "weight": 10,
     *       "stop": false,
     *       "enabled": true,
     *       "condition": {
     *         "all": [
     *           {
     *             "field": "origin.channel",
     *             "op": "eq",
     *             "value": "whatsapp"
     *           },
     *           {
     *             "field": "status",
     *             "op": "in",
     *             "value": [
     *               "created",
     *               "working"
     *             ]
     *           }
     *         ]
     *       },
     *       "actions": [
     *         {
     *           "type": "assign",
     *           "teamId": "t-support",
     *           "strategy": "round_robin"
     *         }
     *       ],
     *       "createdAt": "2027-03-01T09:30:00.000Z",
     *       "updatedAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly Rule: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description What the rule is for. */
      readonly name: string;
      /**
       * @description The event that triggers the rule.
       * @enum {string}
       */
      readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
      /**
       * @description The order: a lower number runs first.
       * @default 100
       */
      readonly weight: number;
      /**
       * @description True: no later rule runs when this one applied.
       * @default false
       */
      readonly stop: boolean;
      /**
       * @description False: the rule does nothing.
       * @default true
       */
      readonly enabled: boolean;
      /**
       * @description When the rule applies. `{all: []}` always applies.
       * @default {
       *       "all": []
       *     }
       */
      readonly condition: components["schemas"]["Condition"];
      /** @description What the rule does, in this order. */
      readonly actions: readonly components["schemas"]["RuleAction"][];
      /** @description For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
      readonly timer?: components["schemas"]["RuleTimer"];
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description When it last changed, ISO 8601 in UTC.
       */
      readonly updatedAt: string;
    };
    /**
     * @description One thing that a rule does, by its `type`.
     * @example {
     *       "type": "assign",
     *       "teamId": "t-support",
     *       "strategy": "round_robin"
     *     }
     */
    readonly RuleAction: {
      /**
       * @description The type of the action.
       * @constant
       */
      readonly type: "assign";
      /** @description The team that becomes the owner. */
      readonly teamId?: string;
      /** @description The agent who becomes the owner. */
      readonly agentId?: string;
      /**
       * @description How to choose an agent of the team: each in turn, the one with the fewest active tickets, or the one with the skills that the tags of the ticket name. The agent follows a moment after the team.
       * @enum {string}
       */
      readonly strategy?: "round_robin" | "least_loaded" | "skill";
      /** @description Skills that the agent must have, whatever the strategy. */
      readonly skills?: readonly string[];
    } | {
      /**
       * @description The type of the action.
       * @constant
       */
      readonly type: "set";
      /** @description The field to set: `status`, `priority`, `topic`, `sentiment`, `language` or `customFields.{name}`. */
      readonly field: string;
      /** @description The value to set. */
      readonly value: unknown;
      /** @description Required with the status `followup`, and only then: the ticket returns to `working` so many minutes after the rule has run. */
      readonly followupMinutes?: number;
    } | {
      /**
       * @description The type of the action.
       * @constant
       */
      readonly type: "tag";
      /** @description Tags to add. */
      readonly add?: readonly string[];
      /** @description Tags to remove. */
      readonly remove?: readonly string[];
    } | {
      /**
       * @description The type of the action.
       * @constant
       */
      readonly type: "reply";
      /** @description The text of the reply. */
      readonly text: string;
    } | {
      /**
       * @description The type of the action.
       * @constant
       */
      readonly type: "note";
      /** @description The text of the note. */
      readonly text: string;
    } | {
      /**
       * @description The type of the action.
       * @constant
       */
      readonly type: "escalate";
      /** @description The recipient of the escalation. */
      readonly target: {
        /** @description Id of a team. */
        readonly teamId: string;
      } | {
        /**
         * Format: email
         * @description A mail address.
         */
        readonly email: string;
      } | {
        /**
         * Format: uri
         * @description A web address, which is called as `ruleWebhook`.
         */
        readonly url: string;
      };
      /** @description The text of the escalation. */
      readonly text: string;
      /**
       * Format: date-time
       * @description Until when the escalation should be answered.
       */
      readonly dueAt?: string;
    } | {
      /**
       * @description The type of the action.
       * @constant
       */
      readonly type: "webhook";
      /**
       * Format: uri
       * @description The address to call; see the webhook `ruleWebhook`.
       */
      readonly url: string;
    };
    /** @description A time for each ticket: a number of minutes after one of its time fields. The rule runs once for each value of that field. */
    readonly RuleTimer: {
      /** @description A time of the ticket: `rating.createdAt`, `lastMessage.createdAt`, `createdAt`, `updatedAt`, `escalations.dueAt`, `waitingSince`, `firstReplyAt`, `lastReplyAt`, `resolvedAt`. */
      readonly field: string;
      /** @description Minutes after it; decimals are allowed. */
      readonly minutes: number;
    };
    /** @description A rule as it was saved, with warnings. */
    readonly SavedRule: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description What the rule is for. */
      readonly name: string;
      /**
       * @description The event that triggers the rule.
       * @enum {string}
       */
      readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
      /**
       * @description The order: a lower number runs first.
       * @default 100
       */
      readonly weight: number;
      /**
       * @description True: no later rule runs when this one applied.
       * @default false
       */
      readonly stop: boolean;
      /**
       * @description False: the rule does nothing.
       * @default true
       */
      readonly enabled: boolean;
      /**
       * @description When the rule applies. `{all: []}` always applies.
       * @default {
       *       "all": []
       *     }
       */
      readonly condition: components["schemas"]["Condition"];
      /** @description What the rule does, in this order. */
      readonly actions: readonly components["schemas"]["RuleAction"][];
      /** @description For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
      readonly timer?: components["schemas"]["RuleTimer"];
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description When it last changed, ISO 8601 in UTC.
       */
      readonly updatedAt: string;
      /** @description The warnings; missing when there are none. */
      readonly warnings?: readonly components["schemas"]["RuleWarning"][];
    };
    /** @description Something that is allowed but may be a mistake. */
    readonly RuleWarning: {
      /**
       * @description `circular_rules`: rules that trigger each other. Each runs once for an event.
       * @constant
       */
      readonly code: "circular_rules";
      /** @description A sentence for people, with the names of the rules. */
      readonly message: string;
      /** @description The rules. */
      readonly rules: readonly {
        /** @description Id of the rule. */
        readonly id: string;
        /** @description Its name. */
        readonly name: string;
      }[];
    };
    /**
     * @description A rule to add.
     * @example {
     *       "name": "WhatsApp goes to support",
     *       "event": "ticket.created",
     *       "weight": 10,
     *       "stop": false,
     *       "enabled": true,
     *       "condition": {
     *         "all": [
     *           {
     *             "field": "origin.channel",
     *             "op": "eq",
     *             "value": "whatsapp"
     *           },
     *           {
     *             "field": "status",
     *             "op": "in",
     *             "value": [
     *               "created",
     *               "working"
     *             ]
     *           }
     *         ]
     *       },
     *       "actions": [
     *         {
     *           "type": "assign",
     *           "teamId": "t-support",
     *           "strategy": "round_robin"
     *         }
     *       ]
     *     }
     */
    readonly RuleDraft: {
      /** @description What the rule is for. */
      readonly name: string;
      /**
       * @description The event that triggers the rule.
       * @enum {string}
       */
      readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
      /**
       * @description The order: a lower number runs first.
       * @default 100
       */
      readonly weight: number;
      /**
       * @description True: no later rule runs when this one applied.
       * @default false
       */
      readonly stop: boolean;
      /**
       * @description False: the rule does nothing.
       * @default true
       */
      readonly enabled: boolean;
      /** @description When the rule applies. `{all: []}` always applies. */
      readonly condition?: components["schemas"]["Condition"];
      /** @description What the rule does, in this order. */
      readonly actions: readonly components["schemas"]["RuleAction"][];
      /** @description For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
      readonly timer?: components["schemas"]["RuleTimer"];
    };
    /** @description What a rule would change. */
    readonly RuleDryRunResult: {
      /** @description How many tickets were active within the days. */
      readonly looked: number;
      /** @description How many of them the rule applies to. */
      readonly matched: number;
      /** @description Tickets that the rule would change, newest activity first. */
      readonly items: readonly {
        /** @description Id of the ticket. */
        readonly ticketId: string;
        /** @description The number of the ticket that people use. */
        readonly sequence: number;
        /** @description The fields that would change. */
        readonly changes: readonly components["schemas"]["FieldChange"][];
      }[];
    };
    /** @description One field of a ticket that changes. */
    readonly FieldChange: {
      /** @description The name of the field, such as `owner` or `customFields.tier`. */
      readonly field: string;
      /** @description The value before; null for none. */
      readonly from: unknown;
      /** @description The value after; null for none. */
      readonly to: unknown;
    };
    /**
     * @description A rule to try, and on which tickets.
     * @example {
     *       "rule": {
     *         "event": "message.received",
     *         "condition": {
     *           "all": [
     *             {
     *               "field": "message.text",
     *               "op": "contains",
     *               "value": "refund"
     *             }
     *           ]
     *         },
     *         "actions": [
     *           {
     *             "type": "set",
     *             "field": "status",
     *             "value": "followup",
     *             "followupMinutes": 60
     *           }
     *         ]
     *       },
     *       "days": 7,
     *       "limit": 100
     *     }
     */
    readonly RuleDryRun: {
      /** @description The rule as it would be saved. */
      readonly rule: components["schemas"]["TriedRule"];
      /**
       * @description Reads the tickets that were active within this number of days.
       * @default 7
       */
      readonly days: number;
      /**
       * @description The maximum number of listed items. All tickets of the days are read.
       * @default 100
       */
      readonly limit: number;
    };
    /** @description A rule that is not saved. Without a name it is called `Draft`; it is tried whether it is enabled or not. */
    readonly TriedRule: {
      /**
       * @description What the rule is for.
       * @default Draft
       */
      readonly name: string;
      /**
       * @description The event that triggers the rule.
       * @enum {string}
       */
      readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
      /**
       * @description The order: a lower number runs first.
       * @default 100
       */
      readonly weight: number;
      /**
       * @description True: no later rule runs when this one applied.
       * @default false
       */
      readonly stop: boolean;
      /**
       * @description False: the rule does nothing.
       * @default true
       */
      readonly enabled: boolean;
      /** @description When the rule applies. `{all: []}` always applies. */
      readonly condition?: components["schemas"]["Condition"];
      /** @description What the rule does, in this order. */
      readonly actions: readonly components["schemas"]["RuleAction"][];
      /** @description For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
      readonly timer?: components["schemas"]["RuleTimer"];
    };
    /** @description All rules. */
    readonly RuleExport: {
      /** @description The rules in their order. */
      readonly rules: readonly components["schemas"]["TravellingRule"][];
      /** @description Only if there are more rules than one import accepts. */
      readonly nextCursor?: string;
    };
    /** @description A rule as it is exported. */
    readonly TravellingRule: {
      /** @description Identifies the rule, also in another tenant. */
      readonly id: string;
      /** @description What the rule is for. */
      readonly name: string;
      /**
       * @description The event that triggers the rule.
       * @enum {string}
       */
      readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
      /**
       * @description The order: a lower number runs first.
       * @default 100
       */
      readonly weight: number;
      /**
       * @description True: no later rule runs when this one applied.
       * @default false
       */
      readonly stop: boolean;
      /**
       * @description False: the rule does nothing.
       * @default true
       */
      readonly enabled: boolean;
      /**
       * @description When the rule applies. `{all: []}` always applies.
       * @default {
       *       "all": []
       *     }
       */
      readonly condition: components["schemas"]["Condition"];
      /** @description What the rule does, in this order. */
      readonly actions: readonly components["schemas"]["RuleAction"][];
      /** @description For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
      readonly timer?: components["schemas"]["RuleTimer"];
    };
    /** @description What an import did. */
    readonly RuleImportResult: {
      /** @description How many rules are new. */
      readonly created: number;
      /** @description How many rules were replaced. */
      readonly changed: number;
      /** @description How many rules are as they were. */
      readonly unchanged: number;
      /** @description True: nothing was done. */
      readonly dryRun: boolean;
      /** @description Warnings about the rules after the import; missing when there are none. */
      readonly warnings?: readonly components["schemas"]["RuleWarning"][];
    };
    /**
     * @description Rules to import.
     * @example {
     *       "rules": [
     *         {
     *           "id": "r-3",
     *           "name": "WhatsApp goes to support",
     *           "event": "ticket.created",
     *           "weight": 10,
     *           "stop": false,
     *           "enabled": true,
     *           "condition": {
     *             "all": [
     *               {
     *                 "field": "origin.channel",
     *                 "op": "eq",
     *                 "value": "whatsapp"
     *               },
     *               {
     *                 "field": "status",
     *                 "op": "in",
     *                 "value": [
     *                   "created",
     *                   "working"
     *                 ]
     *               }
     *             ]
     *           },
     *           "actions": [
     *             {
     *               "type": "assign",
     *               "teamId": "t-support",
     *               "strategy": "round_robin"
     *             }
     *           ]
     *         }
     *       ],
     *       "dryRun": true
     *     }
     */
    readonly RuleImport: {
      /** @description The rules. */
      readonly rules: readonly components["schemas"]["ImportedRule"][];
      /** @description Ignored, so that a page of an export can be imported as it is. */
      readonly nextCursor?: string;
      /**
       * @description Returns what the import would do, and changes nothing.
       * @default false
       */
      readonly dryRun: boolean;
    };
    /** @description A rule to import. */
    readonly ImportedRule: {
      /** @description What the rule is for. */
      readonly name: string;
      /**
       * @description The event that triggers the rule.
       * @enum {string}
       */
      readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
      /**
       * @description The order: a lower number runs first.
       * @default 100
       */
      readonly weight: number;
      /**
       * @description True: no later rule runs when this one applied.
       * @default false
       */
      readonly stop: boolean;
      /**
       * @description False: the rule does nothing.
       * @default true
       */
      readonly enabled: boolean;
      /** @description When the rule applies. `{all: []}` always applies. */
      readonly condition?: components["schemas"]["Condition"];
      /** @description What the rule does, in this order. */
      readonly actions: readonly components["schemas"]["RuleAction"][];
      /** @description For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
      readonly timer?: components["schemas"]["RuleTimer"];
      /** @description The id of the rule that it replaces, or the id of the new rule. Without it, a new rule with a new id. */
      readonly id?: string;
    };
    /** @description A page of runs. */
    readonly RuleRunPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["RuleRun"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description One run of a rule on a ticket: its condition held, or something kept it from acting. */
    readonly RuleRun: {
      /** @description Id of the ticket. */
      readonly ticketId: string;
      /** @description The number of the message that it ran on, or null. */
      readonly message: number | null;
      /**
       * Format: date-time
       * @description When, ISO 8601 in UTC.
       */
      readonly at: string;
      /** @description The version of the rule set that ran. */
      readonly ruleSet: number;
      /** @description The cause of the change, such as a message by its number. */
      readonly cause: {
        /** @description What it is, such as `message`, `timer`, `list` or `ai`. */
        readonly type: string;
        /** @description Its id, or the number of the message. */
        readonly id: string | null;
      } | null;
      /** @description Field by field. Empty when nothing changed. */
      readonly changes: readonly {
        /** @description The name of the field; `customFields.tier` for one of many. */
        readonly field: string;
        /** @description The value before; null for a creation. */
        readonly from: unknown;
        /** @description The value after. */
        readonly to: unknown;
      }[];
      /** @description Values that the ticket had no room for. */
      readonly leftOut: readonly {
        /** @description The field, such as `tags.vip`. */
        readonly field: string;
        /** @description `too_large` or `too_many`. */
        readonly reason: string;
      }[];
      /** @description Why the rule or one of its actions was not carried out, or null. */
      readonly refused: {
        /** @description `loop`, `rate`, `illegal_transition`, `unknown_agent`, `unknown_team` or `nobody_available`. */
        readonly code: string;
      } | null;
      /** @description The same as in the hub’s logs. */
      readonly correlationId: string;
    };
    /**
     * @description The members to change; omitted members stay.
     * @example {
     *       "enabled": false
     *     }
     */
    readonly RuleChange: {
      /** @description What the rule is for. */
      readonly name?: string;
      /**
       * @description The event that triggers the rule.
       * @enum {string}
       */
      readonly event?: "message.received" | "ticket.created" | "ticket.updated" | "timer";
      /** @description The order: a lower number runs first. */
      readonly weight?: number;
      /** @description True: no later rule runs when this one applied. */
      readonly stop?: boolean;
      /** @description False: the rule does nothing. */
      readonly enabled?: boolean;
      /** @description When the rule applies. `{all: []}` always applies. */
      readonly condition?: components["schemas"]["Condition"];
      /** @description What the rule does, in this order. */
      readonly actions?: readonly components["schemas"]["RuleAction"][];
      /** @description For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
      readonly timer?: components["schemas"]["RuleTimer"] | null;
    };
    /** @description A page of lists, without their entries. */
    readonly EnrichmentListPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["EnrichmentList"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description Ticket properties by author or text. */
    readonly EnrichmentList: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description What the list is for. */
      readonly name: string;
      /**
       * @description The property of the message or author to look up.
       * @enum {string}
       */
      readonly key: "author.handle" | "author.id" | "author.email" | "message.text";
      /**
       * @description How to match it: the whole value, the domain of an address, or a part of the text.
       * @enum {string}
       */
      readonly match: "exact" | "domain" | "contains";
      /** @description The number of entries. */
      readonly size: number;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description When it last changed, ISO 8601 in UTC.
       */
      readonly updatedAt: string;
      /** @description Values with the properties that they set. */
      readonly entries?: readonly components["schemas"]["EnrichmentEntry"][];
    };
    /**
     * @description A value, and the properties that a ticket gets when it is found.
     * @example {
     *       "value": "vip@acme.example",
     *       "set": {
     *         "priority": "high",
     *         "tags": [
     *           "vip"
     *         ]
     *       }
     *     }
     */
    readonly EnrichmentEntry: {
      /** @description What to look for. Case, accents and look-alike letters do not matter. */
      readonly value: string;
      /** @description The properties that the ticket gets. */
      readonly set: {
        /**
         * @description The priority of the ticket.
         * @enum {string}
         */
        readonly priority?: "low" | "normal" | "high" | "urgent";
        /** @description Who becomes responsible for the ticket. */
        readonly owner?: {
          /** @description Id of an agent. */
          readonly agentId?: string | null;
          /** @description Id of a team. */
          readonly teamId?: string | null;
        };
        /** @description Tags to add. */
        readonly tags?: readonly string[];
        /** @description What the ticket is about. */
        readonly topic?: string;
        /** @description Custom fields to set. */
        readonly customFields?: {
          readonly [key: string]: string | number | boolean | null;
        };
        /** @description How the customer feels. */
        readonly sentiment?: string;
        /** @description The language of the customer, as a BCP 47 tag such as `de`. */
        readonly language?: string;
      };
    };
    /**
     * @description A list to add.
     * @example {
     *       "name": "VIPs",
     *       "key": "author.email",
     *       "match": "exact",
     *       "entries": [
     *         {
     *           "value": "vip@acme.example",
     *           "set": {
     *             "priority": "high",
     *             "tags": [
     *               "vip"
     *             ]
     *           }
     *         }
     *       ]
     *     }
     */
    readonly EnrichmentListDraft: {
      /** @description What the list is for. */
      readonly name: string;
      /**
       * @description The property of the message or author to look up.
       * @enum {string}
       */
      readonly key: "author.handle" | "author.id" | "author.email" | "message.text";
      /**
       * @description How to match it: the whole value, the domain of an address, or a part of the text.
       * @enum {string}
       */
      readonly match: "exact" | "domain" | "contains";
      /**
       * @description Values with the properties that they set.
       * @default []
       */
      readonly entries: readonly components["schemas"]["EnrichmentEntry"][];
    };
    /**
     * @description The members to change; omitted members stay.
     * @example {
     *       "name": "Best customers"
     *     }
     */
    readonly EnrichmentListChange: {
      /** @description What the list is for. */
      readonly name?: string;
      /**
       * @description The property of the message or author to look up.
       * @enum {string}
       */
      readonly key?: "author.handle" | "author.id" | "author.email" | "message.text";
      /**
       * @description How to match it: the whole value, the domain of an address, or a part of the text.
       * @enum {string}
       */
      readonly match?: "exact" | "domain" | "contains";
      /** @description All entries: they replace the previous ones. */
      readonly entries?: readonly components["schemas"]["EnrichmentEntry"][];
    };
    /** @description A form to upload the file with. */
    readonly EnrichmentUpload: {
      /** @description Id of the upload, to start it by. */
      readonly id: string;
      /** @description The form. It is valid for 5 minutes. */
      readonly upload: {
        /** @description Where to POST the file. */
        readonly url: string;
        /** @description Fields of the form, before the file. */
        readonly fields: {
          readonly [key: string]: string;
        };
      };
    };
    /**
     * @description A file to upload.
     * @example {
     *       "type": "text/csv",
     *       "size": 1482113
     *     }
     */
    readonly EnrichmentUploadDraft: {
      /**
       * @description What the file is.
       * @enum {string}
       */
      readonly type: "text/csv" | "application/json";
      /** @description The maximum size in bytes. */
      readonly size: number;
    };
    /**
     * @description How to import the file.
     * @example {
     *       "onBadRows": "keep"
     *     }
     */
    readonly EnrichmentUploadStart: {
      /**
       * @description `refuse`: if one row is bad, the list stays as it was. `keep`: the good rows become the list.
       * @default refuse
       * @enum {string}
       */
      readonly onBadRows: "refuse" | "keep";
    };
    /** @description The result for each event. */
    readonly EventsAccepted: {
      /** @description One for each event, in their order. */
      readonly items: readonly {
        /** @description Id of the event. */
        readonly id: string;
        /** @description `true`: the event is durable on its topic. `false`: nothing of it is kept. */
        readonly accepted: boolean;
        /** @description Why it was not accepted. */
        readonly error?: {
          /** @description The code of the problem. */
          readonly code: string;
          /** @description The code as a short sentence. */
          readonly title: string;
          /** @description What is wrong with it. */
          readonly detail: string;
        };
      }[];
    };
    /**
     * @description One event, or a list of up to 100.
     * @example {
     *       "id": "erp-1009-shipped",
     *       "type": "ticket.set",
     *       "version": 1,
     *       "occurredAt": "2027-03-01T09:30:00.000Z",
     *       "data": {
     *         "ticketId": "th-9f2.1",
     *         "priority": "high",
     *         "tags": [
     *           "delivery",
     *           "shipped"
     *         ],
     *         "customFields": {
     *           "carrier": "Northpost"
     *         }
     *       }
     *     }
     */
    readonly Events: components["schemas"]["Event"] | readonly components["schemas"]["Event"][];
    /** @description An event. `type` and `version` decide what `data` holds; asyncapi.yaml describes each. */
    readonly Event: {
      /** @description Unique for the tenant and topic. A repeated id has no second effect, however late it comes. */
      readonly id: string;
      /** @description What happened or should happen, such as `ticket.set`. */
      readonly type: string;
      /** @description The version of the data, such as 1. */
      readonly version: number;
      /**
       * Format: date-time
       * @description When it happened, ISO 8601 in UTC.
       */
      readonly occurredAt: string;
      /** @description The data of the event. */
      readonly data: {
        readonly [key: string]: unknown;
      };
    };
    /** @description A page of dead letters. */
    readonly DeadLetterPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["DeadLetter"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description An event that could not be applied. */
    readonly DeadLetter: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The topic of the event. */
      readonly topic: string;
      /** @description Id of the event; null where the record has none that can be read. */
      readonly eventId: string | null;
      /** @description Why it could not be applied. */
      readonly reason: string;
      /**
       * Format: date-time
       * @description When its record was written to the topic, ISO 8601 in UTC.
       */
      readonly at: string;
    };
    /** @description A page of hits. */
    readonly SearchResult: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["SearchHit"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
      /** @description The number of visible tickets found, counted up to 1,000: 1,000 means 1,000 or more. */
      readonly total: number;
      /** @description The number of hits by value; only with `facets=true`. */
      readonly facets?: {
        /** @description Hits by status. */
        readonly status: {
          readonly [key: string]: number;
        };
        /** @description Hits by channel. */
        readonly channel: {
          readonly [key: string]: number;
        };
        /** @description Hits by priority. */
        readonly priority: {
          readonly [key: string]: number;
        };
        /** @description Hits by tag. */
        readonly tags: {
          readonly [key: string]: number;
        };
        /** @description Hits by the agent who owns the ticket. */
        readonly ownerId: {
          readonly [key: string]: number;
        };
        /** @description Hits by the team that owns the ticket. */
        readonly teamId: {
          readonly [key: string]: number;
        };
      };
    };
    /** @description A ticket that was found, with its matching fragments. */
    readonly SearchHit: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The number that people use, such as 38 for “#38”. It counts up within the tenant. */
      readonly sequence: number;
      /**
       * @description The status of the ticket. The state machine decides which changes are possible.
       * @enum {string}
       */
      readonly status: "created" | "working" | "pending" | "followup" | "solved" | "closed";
      /**
       * @description How urgent the ticket is.
       * @enum {string}
       */
      readonly priority: "low" | "normal" | "high" | "urgent";
      /** @description The connected account on which the ticket arrived. */
      readonly origin: {
        /** @description Id of the origin. */
        readonly id: string;
        /**
         * @description The channel of the origin.
         * @enum {string}
         */
        readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "application" | "api";
      };
      /** @description The customer. */
      readonly author: {
        /** @description Id of the customer on this origin. */
        readonly id: string;
        /** @description The name from the provider, or null. */
        readonly name: string | null;
        /** @description The address, number or user name, or null. */
        readonly handle: string | null;
      };
      /** @description Id of the thread: everything that this customer writes on this origin. */
      readonly threadId: string;
      /** @description The conversation id in frames of the WebSocket. It is the thread. */
      readonly conversationId: string;
      /** @description Who is responsible: an agent, a team, or both. */
      readonly owner: {
        /** @description Id of the agent who owns the ticket, or null. */
        readonly agentId: string | null;
        /** @description Id of the team that owns the ticket, or null. */
        readonly teamId: string | null;
      };
      /** @description Ids of the queues that the ticket is in. */
      readonly queueIds: readonly string[];
      /** @description Words that people, rules and lists put on the ticket. */
      readonly tags: readonly string[];
      /** @description What the ticket is about, or null. */
      readonly topic: string | null;
      /** @description Fields of the business, by name. */
      readonly customFields: {
        readonly [key: string]: unknown;
      };
      /** @description The customer’s sentiment in the newest message, as the AI toolbox, an integration, a rule or a list says, or null. */
      readonly sentiment: string | null;
      /** @description The language of the customer’s newest message as a tag such as `de` or `pt-BR`, as the AI toolbox, an integration, a rule or a list says, or null. */
      readonly language: string | null;
      /** @description Stars of the newest review, 1 to 5, or null. */
      readonly starRating: number | null;
      /** @description How the visitor of a live chat has rated it after its end, or null. */
      readonly rating: {
        /** @description Stars, 1 to 5. */
        readonly stars: number;
        /** @description What the visitor has added, or null. */
        readonly comment: string | null;
        /**
         * Format: date-time
         * @description When the chat was first rated, ISO 8601 in UTC.
         */
        readonly createdAt: string;
      } | null;
      /** @description A machine opened it (a form, a shop, an alert): nothing answers it automatically. */
      readonly automatic: boolean;
      /** @description Messages of the ticket that are not hidden. */
      readonly visibleMessageCount: number;
      /** @description The newest visible message, or null. */
      readonly lastMessage: {
        /** @description Its number in the conversation. */
        readonly number: number;
        /** @description Its kind, as in a message. */
        readonly kind: string;
        /** @description The first 200 characters of its text. */
        readonly text: string;
        /**
         * Format: date-time
         * @description When it was written, ISO 8601 in UTC.
         */
        readonly createdAt: string;
      } | null;
      /**
       * Format: date-time
       * @description When the ticket was opened, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description When the ticket last changed or got a visible message.
       */
      readonly updatedAt: string;
      /** @description The open escalations of the ticket, or null when there are none. */
      readonly escalations: {
        /** @description How many are open. */
        readonly open: number;
        /** @description How many of them have passed their due time. */
        readonly overdue: number;
        /** @description The earliest due time of those that are not overdue, or null. */
        readonly dueAt: string | null;
        /** @description Ids of the teams that are asked. */
        readonly teamIds: readonly string[];
      } | null;
      /** @description Since when the customer waits for an answer, or null. */
      readonly waitingSince: string | null;
      /** @description When an agent first replied to a message of the customer, or null. */
      readonly firstReplyAt: string | null;
      /** @description The first response time: seconds from `createdAt` to `firstReplyAt`, or null. */
      readonly firstReplySeconds: number | null;
      /** @description When an agent last replied, or null. */
      readonly lastReplyAt: string | null;
      /** @description When the ticket was last solved, or closed without being solved first. Null while it is open, and again when it is reopened. */
      readonly resolvedAt: string | null;
      /** @description The resolution time: seconds from `createdAt` to `resolvedAt`, or null. */
      readonly resolutionSeconds: number | null;
      /** @description How often the ticket left `solved` for another status than `closed`. */
      readonly reopenCount: number;
      /** @description When the ticket will be closed by itself, or null. */
      readonly closesAt: string | null;
      /** @description When a ticket in `followup` returns to `working`, or null. */
      readonly followupAt: string | null;
      /** @description The ticket that this one was merged into, or null. It has taken over the messages. */
      readonly mergedInto: string | null;
      /** @description Ids of the tickets that were merged into this one. */
      readonly mergedIds: readonly string[];
      /** @description Rises with every change of status, owner, priority, tags, topic, fields or followup. Send it as `If-Match`. */
      readonly version: number;
      /** @description Id of the ticket, the same as `id`. */
      readonly ticketId: string;
      /** @description Up to 3 fragments with `<em>` around matches; all else is HTML-escaped. */
      readonly highlights: readonly string[];
    };
    /**
     * @description Opens one WebSocket.
     * @example {
     *       "ticket": "st_4f9a…"
     *     }
     */
    readonly SocketTicket: {
      /** @description The ticket, for `{wsUrl}?ticket={ticket}`. It is valid for 30 seconds and for one connection. */
      readonly ticket: string;
    };
    /** @description What the chat widget needs before a visitor has a session. */
    readonly WidgetSettings: {
      /** @description Whether replies go by mail to visitors who are gone (`continuity` of the origin). */
      readonly mail: boolean;
      /** @description The look of the widget. */
      readonly widget: components["schemas"]["WidgetLook"];
    };
    /** @description A visitor’s session. */
    readonly VisitorSession: {
      /** @description The visitor’s credential, for `Authorization: Bearer` on the other paths of the live chat. Keep it in the browser. */
      readonly token: string;
      /**
       * Format: date-time
       * @description When the token ends; each session of the visitor gives a new one.
       */
      readonly expiresAt: string;
      /** @description Id of the conversation. */
      readonly conversationId: string;
      /** @description False when the conversation is new. */
      readonly resumed: boolean;
      /** @description The end of the conversation now, for `GET /v1/livechat/updates`. */
      readonly position: string;
    };
    /**
     * @description Who opens the chat, and on which origin.
     * @example {
     *       "originId": "o-5",
     *       "name": "Mia",
     *       "email": "mia@customers.example",
     *       "answers": {
     *         "order": "1009"
     *       }
     *     }
     */
    readonly VisitorSessionDraft: {
      /** @description Id of the origin; its channel is `livechat`. */
      readonly originId: string;
      /** @description The token of an earlier session in this browser. One that is no longer valid starts a new conversation. */
      readonly token?: string;
      /** @description A person whom your site has signed in. */
      readonly identity?: {
        /** @description Your own id of the person. */
        readonly id: string;
        /** @description HMAC-SHA256 of the UTF-8 bytes of `identity.id` with the origin’s `identitySecret`, as hex. Your server makes it. */
        readonly hash: string;
      };
      /** @description The visitor’s name, as agents see it. */
      readonly name?: string;
      /**
       * Format: email
       * @description The visitor’s mail address. Agents see it as the author’s handle.
       */
      readonly email?: string;
      /** @description Answers to the questions before the chat. They become custom fields of the ticket that the first message opens. */
      readonly answers?: {
        readonly [key: string]: string;
      };
    };
    /** @description A page of messages. */
    readonly VisitorMessagePage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["VisitorMessage"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description A message as its visitor sees it. */
    readonly VisitorMessage: {
      /** @description Its number in the conversation. Numbers rise; the ones in between are of messages that visitors do not see. */
      readonly number: number;
      /** @description The id that the visitor’s device gave it; only in their own messages. */
      readonly id?: string;
      /**
       * @description Who wrote it: the visitor, an agent, or a machine.
       * @enum {string}
       */
      readonly from: "visitor" | "agent" | "bot";
      /** @description The agent’s name; null for others. */
      readonly name: string | null;
      /** @description The text, or null. */
      readonly text: string | null;
      /** @description Its files. */
      readonly attachments: readonly {
        /** @description The name of the file. */
        readonly name: string | null;
        /** @description The media type. */
        readonly type: string;
        /** @description Size in bytes. */
        readonly size: number | null;
        /** @description A link that downloads the file, for 5 minutes. Frames have none: read the message again. */
        readonly url: string | null;
      }[];
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /** @description When it was last edited, or null. */
      readonly editedAt: string | null;
      /** @description It was deleted, or is no longer shown. */
      readonly deleted: boolean;
      /**
       * @description Of a reply, what the visitor’s devices have acknowledged; of the visitor’s own messages `sent`: it is stored.
       * @enum {string}
       */
      readonly status: "sent" | "delivered" | "read";
      /** @description The emoji with which an agent has reacted to a message of the visitor; missing without one. */
      readonly reaction?: string;
      /** @description Of two states of one message, the one with the higher revision is the newer. */
      readonly revision: number;
    };
    /** @description What is new or has changed. */
    readonly VisitorUpdates: {
      /** @description New messages, and earlier ones that have changed, by number. One that was hidden comes as deleted. */
      readonly items: readonly components["schemas"]["VisitorMessage"][];
      /** @description Send it with the next call. */
      readonly position: string;
      /** @description There is more: read on from `position`. */
      readonly more: boolean;
      /** @description Whether the chat has ended. */
      readonly chat: components["schemas"]["VisitorChat"];
    };
    /** @description The state of the conversation, as its visitor sees it. */
    readonly VisitorChat: {
      /**
       * @description A chat ends when the ticket is solved or closed. A message of the visitor opens it again.
       * @enum {string}
       */
      readonly state: "open" | "ended";
      /** @description When it has ended, or null. */
      readonly endedAt: string | null;
      /** @description How the visitor has rated the chat that has ended, or null. */
      readonly rating: {
        /** @description Stars, 1 to 5. */
        readonly stars: number;
        /** @description What the visitor has added, or null. */
        readonly comment: string | null;
      } | null;
      /** @description The visitor can rate it now, or change the rating. */
      readonly canRate: boolean;
      /** @description Of two states, the one with the higher revision is the newer. */
      readonly revision: number;
    };
    /**
     * @description A message of the visitor, with a text, files or both.
     * @example {
     *       "id": "line-1",
     *       "text": "Where is my order?"
     *     }
     */
    readonly VisitorPost: {
      /** @description Made by the visitor’s device, unique in the conversation. The same id again is the same message. */
      readonly id: string;
      /** @description The text. */
      readonly text?: string;
      /** @description Ids of files that the visitor has uploaded. */
      readonly attachmentIds?: readonly string[];
    };
    /**
     * @description How far the visitor’s device has got.
     * @example {
     *       "delivered": 3,
     *       "read": 2
     *     }
     */
    readonly VisitorAck: {
      /** @description It has everything up to this number. */
      readonly delivered?: number;
      /** @description The visitor has read everything up to this number. */
      readonly read?: number;
    };
    /**
     * @description The visitor’s rating of the chat.
     * @example {
     *       "stars": 5,
     *       "comment": "Quick and friendly."
     *     }
     */
    readonly VisitorRating: {
      /** @description Stars, 1 to 5. */
      readonly stars: number;
      /** @description One line, optional. */
      readonly comment?: string;
    };
    /**
     * @description A file to upload.
     * @example {
     *       "name": "receipt.pdf",
     *       "type": "application/pdf",
     *       "size": 48213
     *     }
     */
    readonly VisitorFileDraft: {
      /** @description The name of the file, without a path. */
      readonly name: string;
      /**
       * @description The media type.
       * @enum {string}
       */
      readonly type: "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "application/pdf" | "text/plain" | "audio/mpeg" | "audio/mp4" | "audio/ogg" | "video/mp4";
      /** @description Size in bytes, at most 10 MB. */
      readonly size: number;
    };
    /** @description Opens one WebSocket for the visitor. */
    readonly VisitorSocketTicket: {
      /** @description The address to open, with the ticket. It is valid for 30 seconds and for one connection. */
      readonly url: string;
    };
    /** @description A page of applications. */
    readonly ApplicationPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Application"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description A client application.
     * @example {
     *       "token": "aaaaBBBBccccDDDDeeeeFFFFggggHHHHiiiiJJJJkkk",
     *       "name": "Courier app",
     *       "chatsCount": 12,
     *       "linkPreviews": true,
     *       "createdAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly Application: {
      /** @description Names the application in paths: 43 characters that nobody can guess. */
      readonly token: string;
      /** @description Its name. */
      readonly name: string;
      /** @description The number of its chats, which is also the number of the newest one. Exact. */
      readonly chatsCount: number;
      /** @description Whether links in its chats get a preview, if the tenant has previews on. */
      readonly linkPreviews: boolean;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description A client application to add.
     * @example {
     *       "name": "Courier app"
     *     }
     */
    readonly ApplicationDraft: {
      /** @description Its name. */
      readonly name: string;
    };
    /**
     * @description What to change.
     * @example {
     *       "name": "Courier app, version 2",
     *       "linkPreviews": false
     *     }
     */
    readonly ApplicationChange: {
      /** @description The new name. */
      readonly name?: string;
      /** @description Whether links in its chats get a preview. */
      readonly linkPreviews?: boolean;
    };
    /** @description A page of chats. */
    readonly ChatPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Chat"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description A chat of an application.
     * @example {
     *       "number": 12,
     *       "name": "Route 7",
     *       "conversationId": "c.Zk3tQ9sLx0PmVb27YdRfWa",
     *       "messagesCount": 318,
     *       "createdAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly Chat: {
      /** @description Its number in its application: 1, 2, 3 … */
      readonly number: number;
      /** @description Its name, or null. */
      readonly name: string | null;
      /** @description Id of the conversation, as frames name it. */
      readonly conversationId: string;
      /** @description The number of its messages, deleted ones included, which is also the number of the newest one. Exact. */
      readonly messagesCount: number;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description A chat to open.
     * @example {
     *       "name": "Route 7"
     *     }
     */
    readonly ChatDraft: {
      /** @description Its name, if it has one. */
      readonly name?: string;
    };
    /**
     * @description What to change.
     * @example {
     *       "name": "Route 7, evening"
     *     }
     */
    readonly ChatChange: {
      /** @description The new name. */
      readonly name?: string;
    };
    /** @description A page of messages. */
    readonly ChatMessagePage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["ChatMessage"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description A message of a chat.
     * @example {
     *       "number": 318,
     *       "body": "I am at the door.",
     *       "senderId": "p-7Qm2",
     *       "createdAt": "2027-03-01T09:30:00.000Z",
     *       "editedAt": null,
     *       "deleted": false,
     *       "hidden": false,
     *       "inReplyTo": null,
     *       "threadOf": null,
     *       "replyCount": 0,
     *       "lastReplyAt": null,
     *       "mentions": [],
     *       "attachments": [],
     *       "reactions": []
     *     }
     */
    readonly ChatMessage: {
      /** @description Its number in its chat: 1, 2, 3 … without gaps. */
      readonly number: number;
      /** @description The text; null when the message is deleted, or hidden and you do not moderate. */
      readonly body: string | null;
      /** @description Id of the person or key that wrote it; of a reply of a ticket, `support.` and the id of the origin. */
      readonly senderId: string;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /** @description When it was last edited, or null. */
      readonly editedAt: string | null;
      /** @description Its author or a moderator has deleted it. */
      readonly deleted: boolean;
      /** @description A moderator has hidden it. */
      readonly hidden: boolean;
      /** @description Number of the message that it answers, or null. */
      readonly inReplyTo: number | null;
      /** @description Number of the message in whose thread it is, or null. */
      readonly threadOf: number | null;
      /** @description The number of messages in its thread, deleted ones included. Exact. */
      readonly replyCount: number;
      /** @description When the newest of them was written, or null. */
      readonly lastReplyAt: string | null;
      /** @description Ids of the people whom it mentions. */
      readonly mentions: readonly string[];
      /** @description Its files. `GET /v1/attachments/{id}` has the link. */
      readonly attachments: readonly {
        /** @description Id of the file. */
        readonly id: string;
        /** @description Its name. */
        readonly name: string;
        /** @description Its MIME type. */
        readonly type: string;
        /** @description Its size in bytes. */
        readonly size: number;
      }[];
      /** @description What the page of the first link says of itself: plain text, never HTML. It comes some time after the message. Missing without a link, for a page without a title, and where the tenant or the application has previews turned off. */
      readonly preview?: {
        /** @description The link in the text, as a browser reads it. Show its host: the other members are only what the page claims. */
        readonly url: string;
        /** @description The title of the page. */
        readonly title: string;
        /** @description Its description, or null. */
        readonly description: string | null;
        /** @description The name of the site, or null. */
        readonly siteName: string | null;
        /** @description Its picture, which the hub keeps: an attachment of the message. Missing if there is none. */
        readonly image?: {
          /** @description Id of the file. */
          readonly id: string;
          /** @description Its name. */
          readonly name: string;
          /** @description Its MIME type, one of a picture. */
          readonly type: string;
          /** @description Its size in bytes. */
          readonly size: number;
        };
      };
      /** @description Reactions by emoji, in the order in which they came. */
      readonly reactions: readonly {
        /** @description The emoji. */
        readonly emoji: string;
        /** @description How many people reacted with it. */
        readonly count: number;
        /** @description Whether you are one of them. */
        readonly mine: boolean;
      }[];
      /** @description The reply of a ticket: the application is an origin. Missing on messages of people and keys. */
      readonly support?: {
        /** @description The name of the agent; null for a rule and an AI. */
        readonly name: string | null;
        /** @description A rule or an AI wrote it. */
        readonly automatic: boolean;
      };
    };
    /**
     * @description A message to write.
     * @example {
     *       "body": "I am at the door."
     *     }
     */
    readonly ChatPost: {
      /** @description The text. `@[id]` mentions a person. May be missing beside attachments. */
      readonly body?: string;
      /** @description Number of the message that it answers. */
      readonly inReplyTo?: number;
      /** @description Number of the message in whose thread it is. */
      readonly threadOf?: number;
      /** @description Ids of people to mention, besides those in the text. Somebody who is not in the conversation is a 422. */
      readonly mentions?: readonly string[];
      /** @description Ids of files that you have uploaded, or that you may read in a chat. */
      readonly attachmentIds?: readonly string[];
    } & ({
      /** @description The text. `@[id]` mentions a person. May be missing beside attachments. */
      readonly body: unknown;
    } | {
      /** @description Ids of files that you have uploaded, or that you may read in a chat. */
      readonly attachmentIds: unknown;
    });
    /** @description A page of found messages. */
    readonly FoundChatMessagePage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["FoundChatMessage"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description A message that was found. */
    readonly FoundChatMessage: {
      /** @description Its number in its chat: 1, 2, 3 … without gaps. */
      readonly number: number;
      /** @description The text; null when the message is deleted, or hidden and you do not moderate. */
      readonly body: string | null;
      /** @description Id of the person or key that wrote it; of a reply of a ticket, `support.` and the id of the origin. */
      readonly senderId: string;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /** @description When it was last edited, or null. */
      readonly editedAt: string | null;
      /** @description Its author or a moderator has deleted it. */
      readonly deleted: boolean;
      /** @description A moderator has hidden it. */
      readonly hidden: boolean;
      /** @description Number of the message that it answers, or null. */
      readonly inReplyTo: number | null;
      /** @description Number of the message in whose thread it is, or null. */
      readonly threadOf: number | null;
      /** @description The number of messages in its thread, deleted ones included. Exact. */
      readonly replyCount: number;
      /** @description When the newest of them was written, or null. */
      readonly lastReplyAt: string | null;
      /** @description Ids of the people whom it mentions. */
      readonly mentions: readonly string[];
      /** @description Its files. `GET /v1/attachments/{id}` has the link. */
      readonly attachments: readonly {
        /** @description Id of the file. */
        readonly id: string;
        /** @description Its name. */
        readonly name: string;
        /** @description Its MIME type. */
        readonly type: string;
        /** @description Its size in bytes. */
        readonly size: number;
      }[];
      /** @description What the page of the first link says of itself: plain text, never HTML. It comes some time after the message. Missing without a link, for a page without a title, and where the tenant or the application has previews turned off. */
      readonly preview?: {
        /** @description The link in the text, as a browser reads it. Show its host: the other members are only what the page claims. */
        readonly url: string;
        /** @description The title of the page. */
        readonly title: string;
        /** @description Its description, or null. */
        readonly description: string | null;
        /** @description The name of the site, or null. */
        readonly siteName: string | null;
        /** @description Its picture, which the hub keeps: an attachment of the message. Missing if there is none. */
        readonly image?: {
          /** @description Id of the file. */
          readonly id: string;
          /** @description Its name. */
          readonly name: string;
          /** @description Its MIME type, one of a picture. */
          readonly type: string;
          /** @description Its size in bytes. */
          readonly size: number;
        };
      };
      /** @description Reactions by emoji, in the order in which they came. */
      readonly reactions: readonly {
        /** @description The emoji. */
        readonly emoji: string;
        /** @description How many people reacted with it. */
        readonly count: number;
        /** @description Whether you are one of them. */
        readonly mine: boolean;
      }[];
      /** @description The reply of a ticket: the application is an origin. Missing on messages of people and keys. */
      readonly support?: {
        /** @description The name of the agent; null for a rule and an AI. */
        readonly name: string | null;
        /** @description A rule or an AI wrote it. */
        readonly automatic: boolean;
      };
      /** @description Up to 3 fragments with `<em>` around matches; all else is HTML-escaped. */
      readonly highlights: readonly string[];
    };
    /** @description A message of a chat with its earlier texts. */
    readonly ChatMessageWithEdits: {
      /** @description Its number in its chat: 1, 2, 3 … without gaps. */
      readonly number: number;
      /** @description The text; null when the message is deleted, or hidden and you do not moderate. */
      readonly body: string | null;
      /** @description Id of the person or key that wrote it; of a reply of a ticket, `support.` and the id of the origin. */
      readonly senderId: string;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /** @description When it was last edited, or null. */
      readonly editedAt: string | null;
      /** @description Its author or a moderator has deleted it. */
      readonly deleted: boolean;
      /** @description A moderator has hidden it. */
      readonly hidden: boolean;
      /** @description Number of the message that it answers, or null. */
      readonly inReplyTo: number | null;
      /** @description Number of the message in whose thread it is, or null. */
      readonly threadOf: number | null;
      /** @description The number of messages in its thread, deleted ones included. Exact. */
      readonly replyCount: number;
      /** @description When the newest of them was written, or null. */
      readonly lastReplyAt: string | null;
      /** @description Ids of the people whom it mentions. */
      readonly mentions: readonly string[];
      /** @description Its files. `GET /v1/attachments/{id}` has the link. */
      readonly attachments: readonly {
        /** @description Id of the file. */
        readonly id: string;
        /** @description Its name. */
        readonly name: string;
        /** @description Its MIME type. */
        readonly type: string;
        /** @description Its size in bytes. */
        readonly size: number;
      }[];
      /** @description What the page of the first link says of itself: plain text, never HTML. It comes some time after the message. Missing without a link, for a page without a title, and where the tenant or the application has previews turned off. */
      readonly preview?: {
        /** @description The link in the text, as a browser reads it. Show its host: the other members are only what the page claims. */
        readonly url: string;
        /** @description The title of the page. */
        readonly title: string;
        /** @description Its description, or null. */
        readonly description: string | null;
        /** @description The name of the site, or null. */
        readonly siteName: string | null;
        /** @description Its picture, which the hub keeps: an attachment of the message. Missing if there is none. */
        readonly image?: {
          /** @description Id of the file. */
          readonly id: string;
          /** @description Its name. */
          readonly name: string;
          /** @description Its MIME type, one of a picture. */
          readonly type: string;
          /** @description Its size in bytes. */
          readonly size: number;
        };
      };
      /** @description Reactions by emoji, in the order in which they came. */
      readonly reactions: readonly {
        /** @description The emoji. */
        readonly emoji: string;
        /** @description How many people reacted with it. */
        readonly count: number;
        /** @description Whether you are one of them. */
        readonly mine: boolean;
      }[];
      /** @description The reply of a ticket: the application is an origin. Missing on messages of people and keys. */
      readonly support?: {
        /** @description The name of the agent; null for a rule and an AI. */
        readonly name: string | null;
        /** @description A rule or an AI wrote it. */
        readonly automatic: boolean;
      };
      /** @description Earlier texts, oldest first. */
      readonly edits: readonly {
        /** @description The text. */
        readonly body: string;
        /**
         * Format: date-time
         * @description When it was written, ISO 8601 in UTC.
         */
        readonly at: string;
      }[];
    };
    /**
     * @description The new text of a message, or whether it is hidden.
     * @example {
     *       "body": "I am at the back door."
     *     }
     */
    readonly ChatEdit: {
      /** @description The text. Only the author gives it. */
      readonly body: string;
    } | {
      /** @description Whether it is hidden. For those who moderate. */
      readonly hidden: boolean;
    };
    /** @description A page of people. */
    readonly FoundPersonPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["FoundPerson"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description A person of the tenant.
     * @example {
     *       "id": "p-7Qm2",
     *       "name": "Ada Lovelace",
     *       "role": "user",
     *       "email": "ada@acme.example",
     *       "mobileNumber": null
     *     }
     */
    readonly FoundPerson: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description The name. */
      readonly name: string;
      /**
       * @description The role.
       * @enum {string}
       */
      readonly role: "admin" | "supervisor" | "agent" | "user";
      /** @description The mail address. Null for users who did not look for it. */
      readonly email: string | null;
      /** @description The mobile number, or null. Null for users who did not look for it. */
      readonly mobileNumber: string | null;
    };
    /** @description A page of groups. */
    readonly GroupPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Group"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description A group, as you see it.
     * @example {
     *       "messagesCount": 318,
     *       "unreadCount": 2,
     *       "lastMessage": {
     *         "number": 318,
     *         "body": "I am at the door.",
     *         "senderId": "p-7Qm2",
     *         "createdAt": "2027-03-01T09:30:00.000Z",
     *         "editedAt": null,
     *         "deleted": false,
     *         "hidden": false,
     *         "inReplyTo": null,
     *         "threadOf": null,
     *         "replyCount": 0,
     *         "lastReplyAt": null,
     *         "mentions": [],
     *         "attachments": [],
     *         "reactions": []
     *       },
     *       "mutedUntil": null,
     *       "pinned": false,
     *       "createdAt": "2027-03-01T09:30:00.000Z",
     *       "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
     *       "conversationId": "g.0f8fad5b-d9cb-469f-a165-70867728950e",
     *       "name": "Couriers north",
     *       "description": null,
     *       "membersCount": 3,
     *       "slowModeSeconds": 0,
     *       "role": "owner"
     *     }
     */
    readonly Group: {
      /** @description The UUID of the group. */
      readonly id: string;
      /** @description Its name. */
      readonly name: string;
      /** @description What it is about, or null. */
      readonly description: string | null;
      /** @description The number of its members. Exact. */
      readonly membersCount: number;
      /** @description Seconds that a plain member waits between two messages; 0: no limit. */
      readonly slowModeSeconds: number;
      /** @description Your own role; null after you left. */
      readonly role: ("owner" | "admin" | "member") | null;
      /** @description Id of the conversation, as frames and acknowledgements name it. */
      readonly conversationId: string;
      /** @description The number of its messages, deleted ones included, which is also the number of the newest one. Exact. */
      readonly messagesCount: number;
      /** @description Messages of others after the position that you have acknowledged. Among more than 200 unread messages, older ones of your own count too. */
      readonly unreadCount: number;
      /** @description The newest message, its text cut to 200 characters; null without one. */
      readonly lastMessage: components["schemas"]["ChatMessage"] | null;
      /** @description Until when you have muted it; null if it is not muted. */
      readonly mutedUntil: string | null;
      /** @description You have pinned it: it comes first in your list. */
      readonly pinned: boolean;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description A job adds or removes the members.
     * @example {
     *       "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
     *       "jobId": "job-4"
     *     }
     */
    readonly GroupStarted: {
      /** @description The UUID of the group. */
      readonly id: string;
      /** @description Id of the job, for `GET /v1/jobs/{id}`. */
      readonly jobId: string;
    };
    /**
     * @description A group to make.
     * @example {
     *       "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
     *       "name": "Couriers north",
     *       "memberIds": [
     *         "p-7Qm2",
     *         "p-8Rn3"
     *       ]
     *     }
     */
    readonly GroupDraft: {
      /**
       * Format: uuid
       * @description A UUID that you generate, so that you can repeat the call and use the group before it is answered.
       */
      readonly id?: string;
      /** @description Its name. */
      readonly name: string;
      /** @description What it is about. */
      readonly description?: string;
      /** @description Ids of the other members. */
      readonly memberIds?: readonly string[];
    };
    /**
     * @description A group to join.
     * @example {
     *       "invite": "the secret of the invitation"
     *     }
     */
    readonly GroupJoin: {
      /** @description The secret of the invitation. */
      readonly invite: string;
    };
    /**
     * @description What to change.
     * @example {
     *       "name": "Couriers north-east",
     *       "add": [
     *         "p-9So4"
     *       ],
     *       "remove": [
     *         "p-8Rn3"
     *       ]
     *     }
     */
    readonly GroupChange: {
      /** @description The new name. */
      readonly name?: string;
      /** @description The new description; null removes it. */
      readonly description?: string | null;
      /** @description Ids of people who become members. */
      readonly add?: readonly string[];
      /** @description Ids of members who leave; your own to leave. */
      readonly remove?: readonly string[];
      /** @description Seconds that a plain member waits between two messages; 0 ends it. */
      readonly slowModeSeconds?: number;
    };
    /**
     * @description What to change for yourself.
     * @example {
     *       "mutedUntil": "2027-03-01T09:30:00.000Z",
     *       "pinned": true
     *     }
     */
    readonly MembershipChange: {
      /** @description Until when you mute it, ISO 8601; null ends it. */
      readonly mutedUntil?: string | null;
      /** @description Whether it comes first in your list. */
      readonly pinned?: boolean;
    };
    /** @description A page of members. */
    readonly GroupMemberPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["GroupMember"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description A member of a group.
     * @example {
     *       "userId": "p-7Qm2",
     *       "name": "Ada Lovelace",
     *       "role": "admin",
     *       "joinedAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly GroupMember: {
      /** @description Id of the person. */
      readonly userId: string;
      /** @description The name; null for an API key or somebody who was deleted. */
      readonly name: string | null;
      /**
       * @description The role in the group.
       * @enum {string}
       */
      readonly role: "owner" | "admin" | "member";
      /**
       * Format: date-time
       * @description When they joined, ISO 8601 in UTC.
       */
      readonly joinedAt: string;
    };
    /**
     * @description What to change.
     * @example {
     *       "role": "admin"
     *     }
     */
    readonly GroupMemberChange: {
      /**
       * @description The new role in the group.
       * @enum {string}
       */
      readonly role: "owner" | "admin" | "member";
    };
    /**
     * @description An invitation to a group.
     * @example {
     *       "invite": "the secret of the invitation"
     *     }
     */
    readonly GroupInvitation: {
      /** @description The secret with which people join. It is shown once. */
      readonly invite: string;
    };
    /** @description A page of bans. */
    readonly GroupBanPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["GroupBan"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description Somebody who is banned from a group.
     * @example {
     *       "userId": "p-8Rn3",
     *       "name": "Sam Lang",
     *       "reason": "Advertises in every group.",
     *       "by": "p-7Qm2",
     *       "at": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly GroupBan: {
      /** @description Id of the person. */
      readonly userId: string;
      /** @description The name; null for an API key or somebody who was deleted. */
      readonly name: string | null;
      /** @description The reason, or null. */
      readonly reason: string | null;
      /** @description Id of whoever banned them. */
      readonly by: string;
      /**
       * Format: date-time
       * @description When that was, ISO 8601 in UTC.
       */
      readonly at: string;
    };
    /**
     * @description Why somebody is banned.
     * @example {
     *       "reason": "Advertises in every group."
     *     }
     */
    readonly GroupBanDraft: {
      /** @description The reason, for the owner and admins. */
      readonly reason?: string;
    };
    /** @description A page of directs. */
    readonly DirectPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Direct"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /**
     * @description A direct, as you see it.
     * @example {
     *       "messagesCount": 318,
     *       "unreadCount": 2,
     *       "lastMessage": {
     *         "number": 318,
     *         "body": "I am at the door.",
     *         "senderId": "p-7Qm2",
     *         "createdAt": "2027-03-01T09:30:00.000Z",
     *         "editedAt": null,
     *         "deleted": false,
     *         "hidden": false,
     *         "inReplyTo": null,
     *         "threadOf": null,
     *         "replyCount": 0,
     *         "lastReplyAt": null,
     *         "mentions": [],
     *         "attachments": [],
     *         "reactions": []
     *       },
     *       "mutedUntil": null,
     *       "pinned": false,
     *       "createdAt": "2027-03-01T09:30:00.000Z",
     *       "id": "d.Zk3tQ9sLx0PmVb27YdRfWa",
     *       "conversationId": "d.Zk3tQ9sLx0PmVb27YdRfWa",
     *       "user": {
     *         "id": "p-7Qm2",
     *         "name": "Ada Lovelace"
     *       },
     *       "blocked": false
     *     }
     */
    readonly Direct: {
      /** @description The id of the direct, which is its `conversationId` too. */
      readonly id: string;
      /** @description The other person. */
      readonly user: {
        /** @description Id of the other person. */
        readonly id: string;
        /** @description The name; null for an API key or somebody who was deleted. */
        readonly name: string | null;
      };
      /** @description You have blocked the other person. */
      readonly blocked: boolean;
      /** @description Id of the conversation, as frames and acknowledgements name it. */
      readonly conversationId: string;
      /** @description The number of its messages, deleted ones included, which is also the number of the newest one. Exact. */
      readonly messagesCount: number;
      /** @description Messages of others after the position that you have acknowledged. Among more than 200 unread messages, older ones of your own count too. */
      readonly unreadCount: number;
      /** @description The newest message, its text cut to 200 characters; null without one. */
      readonly lastMessage: components["schemas"]["ChatMessage"] | null;
      /** @description Until when you have muted it; null if it is not muted. */
      readonly mutedUntil: string | null;
      /** @description You have pinned it: it comes first in your list. */
      readonly pinned: boolean;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description A direct to open.
     * @example {
     *       "userId": "p-7Qm2"
     *     }
     */
    readonly DirectDraft: {
      /** @description Id of the other person. */
      readonly userId: string;
    };
    /**
     * @description What to change.
     * @example {
     *       "blocked": true
     *     }
     */
    readonly DirectChange: {
      /** @description Until when you mute it, ISO 8601; null ends it. */
      readonly mutedUntil?: string | null;
      /** @description Whether it comes first in your list. */
      readonly pinned?: boolean;
      /** @description Whether you block the other person. */
      readonly blocked?: boolean;
    };
    /**
     * @description Your report of a message.
     * @example {
     *       "id": "Zk3tQ9sLx0PmVb27YdRfWa",
     *       "conversationId": "g.0f8fad5b-d9cb-469f-a165-70867728950e",
     *       "number": 318,
     *       "reason": "Insults me.",
     *       "createdAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly OwnReport: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description Id of the conversation. */
      readonly conversationId: string;
      /** @description The number of the message. */
      readonly number: number;
      /** @description Why it was reported. */
      readonly reason: string;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description Why you report a message.
     * @example {
     *       "reason": "Insults me."
     *     }
     */
    readonly ReportDraft: {
      /** @description The reason, for the admins of the tenant. */
      readonly reason: string;
    };
    /** @description A page of reports. */
    readonly ReportPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Report"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description A reported message. */
    readonly Report: {
      /** @description The id. It is opaque: store it and compare it, but do not parse it. */
      readonly id: string;
      /** @description Id of the conversation. */
      readonly conversationId: string;
      /** @description The number of the message. */
      readonly number: number;
      /** @description Why it was reported. */
      readonly reason: string;
      /**
       * Format: date-time
       * @description When it was created, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /**
       * @description Whether somebody still has to look at it.
       * @enum {string}
       */
      readonly state: "open" | "settled" | "dismissed";
      /**
       * @description Where the message is.
       * @enum {string}
       */
      readonly kind: "chat" | "group" | "direct";
      /** @description Id of the person who reported it. */
      readonly reportedBy: string;
      /** @description The message as it is now, also a hidden one. */
      readonly message: components["schemas"]["ChatMessage"];
      /** @description What an admin last did to the message, or null. */
      readonly action: ("hide" | "unhide" | "delete") | null;
      /** @description Id of the admin who changed the report last, or null. */
      readonly settledBy: string | null;
      /** @description When that was, ISO 8601 in UTC, or null. */
      readonly settledAt: string | null;
    };
    /**
     * @description What to change.
     * @example {
     *       "action": "hide"
     *     }
     */
    readonly ReportChange: {
      /**
       * @description The new state.
       * @enum {string}
       */
      readonly state?: "open" | "settled" | "dismissed";
      /**
       * @description What to do to the message.
       * @enum {string}
       */
      readonly action?: "hide" | "unhide" | "delete";
    };
    /**
     * @description Your position in a conversation.
     * @example {
     *       "conversationId": "g.0f8fad5b-d9cb-469f-a165-70867728950e",
     *       "number": 318,
     *       "cursor": "MzE4LjI"
     *     }
     */
    readonly Acknowledged: {
      /** @description Id of the conversation. */
      readonly conversationId: string;
      /** @description The number of the newest message that you have acknowledged. */
      readonly number: number;
      /** @description The same as a cursor, which also covers edits, deletions, joins and leaves. */
      readonly cursor: string;
    };
    /**
     * @description How far you have received a conversation.
     * @example {
     *       "conversationId": "g.0f8fad5b-d9cb-469f-a165-70867728950e",
     *       "number": 318
     *     }
     */
    readonly Ack: {
      /** @description Id of a chat’s, a group’s or a direct’s conversation. */
      readonly conversationId: string;
      /** @description The number of the newest message that you have received. */
      readonly number?: number;
      /** @description The cursor of the newest entry that you have received. */
      readonly cursor?: string;
      /** @description True: you have also read these messages. Their authors are told so. */
      readonly read?: boolean;
    };
    /** @description What became of the frames. */
    readonly SentFramesResult: {
      /** @description One for each frame, in their order. */
      readonly items: readonly components["schemas"]["SentFrame"][];
    };
    /** @description What became of a frame. */
    readonly SentFrame: {
      /** @description Your id of the frame; null if it has none. */
      readonly id: string | null;
      /** @description Whether it has taken effect. */
      readonly accepted: boolean;
      /** @description Id of the conversation. */
      readonly conversationId?: string;
      /** @description The number of the message; for an ack, the number that holds. */
      readonly number?: number;
      /** @description The job that adds or removes many people. */
      readonly jobId?: string;
      /** @description Why it was not accepted. */
      readonly error?: {
        /**
         * @description The code, as in a problem.
         * @enum {string}
         */
        readonly code: "invalid_request" | "unauthenticated" | "second_factor_required" | "forbidden" | "second_factor_not_set_up" | "not_found" | "method_not_allowed" | "conflict" | "illegal_transition" | "already_taken" | "stale" | "too_large" | "unprocessable" | "rate_limited" | "unavailable";
        /** @description What is wrong, in a sentence. */
        readonly title: string;
      };
    };
    /**
     * @description One frame or an array of up to 100, as on the WebSocket: `ClientSendFrame`, `ClientGroupCreateFrame`, `ClientGroupUpdateFrame` or `ClientAckFrame`.
     * @example [
     *       {
     *         "type": "send",
     *         "id": "c-17",
     *         "conversationId": "g.0f8fad5b-d9cb-469f-a165-70867728950e",
     *         "body": "I am at the door."
     *       }
     *     ]
     */
    readonly SentFrames: ({
      /** @description The type of the frame. */
      readonly type?: string;
      /** @description Your id for this frame. */
      readonly id?: string;
    } & {
      readonly [key: string]: unknown;
    }) | readonly unknown[];
    /** @description A page of what you are owed. */
    readonly OwedItemPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["OwedItem"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description A message, or a change of one, that you have not acknowledged. */
    readonly OwedItem: {
      /**
       * @description A message, or something that happened later.
       * @enum {string}
       */
      readonly type: "message" | "amendment";
      /** @description Id of the conversation. */
      readonly conversationId: string;
      /** @description The number of the message in its conversation; null for something that happened in a group. */
      readonly number: number | null;
      /** @description The text of the message as it is now; null if it is deleted, and for something that happened in a group. */
      readonly body: string | null;
      /** @description Who wrote the message, or who changed the group. */
      readonly senderId: string;
      /**
       * Format: date-time
       * @description When that was, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /** @description Number of the message that it answers; missing if it answers none. */
      readonly inReplyTo?: number;
      /** @description Number of the message in whose thread it is; missing if it is in none. */
      readonly threadOf?: number;
      /** @description The files of the message; missing if there are none. */
      readonly attachments?: readonly {
        /** @description Id of the file. */
        readonly id: string;
        /** @description Its name. */
        readonly name: string;
        /** @description Its MIME type. */
        readonly type: string;
        /** @description Its size in bytes. */
        readonly size: number;
      }[];
      /** @description What the page of the first link says of itself: plain text, never HTML. It comes some time after the message. Missing without a link, for a page without a title, and where the tenant or the application has previews turned off. */
      readonly preview?: {
        /** @description The link in the text, as a browser reads it. Show its host: the other members are only what the page claims. */
        readonly url: string;
        /** @description The title of the page. */
        readonly title: string;
        /** @description Its description, or null. */
        readonly description: string | null;
        /** @description The name of the site, or null. */
        readonly siteName: string | null;
        /** @description Its picture, which the hub keeps: an attachment of the message. Missing if there is none. */
        readonly image?: {
          /** @description Id of the file. */
          readonly id: string;
          /** @description Its name. */
          readonly name: string;
          /** @description Its MIME type, one of a picture. */
          readonly type: string;
          /** @description Its size in bytes. */
          readonly size: number;
        };
      };
      /** @description The reply of a ticket: the application is an origin. Missing on messages of people and keys. */
      readonly support?: {
        /** @description The name of the agent; null for a rule and an AI. */
        readonly name: string | null;
        /** @description A rule or an AI wrote it. */
        readonly automatic: boolean;
      };
      /** @description The message is deleted. */
      readonly deleted?: boolean;
      /** @description When the author last edited it, or null. */
      readonly editedAt?: string | null;
      /** @description What happened. */
      readonly change?: {
        /** @description For example `edit`, `tombstone`, `preview`, `join` or `leave`. */
        readonly type: string;
        /** @description Id of whoever did it. */
        readonly by: string;
        /**
         * Format: date-time
         * @description When it was done, ISO 8601 in UTC.
         */
        readonly at: string;
      } & {
        readonly [key: string]: unknown;
      };
      /** @description Your position once you have this item: for `POST /v1/acks`, with the id of the conversation. */
      readonly cursor: string;
    };
    /** @description A rebuild of a projection. */
    readonly Rebuild: {
      /** @description Id of the job. */
      readonly id: string;
      /** @description Name of the projection. */
      readonly projection: string;
      /**
       * @description `running`, `done`, `failed` (a service was unavailable for too long), or `overtaken` (a newer rebuild does the rest).
       * @enum {string}
       */
      readonly state: "running" | "done" | "overtaken" | "failed";
      /**
       * Format: date-time
       * @description When it began, ISO 8601 in UTC.
       */
      readonly startedAt: string;
      /**
       * Format: date-time
       * @description When it last made progress, ISO 8601 in UTC.
       */
      readonly updatedAt: string;
      /** @description When it ended, ISO 8601 in UTC; null while it runs. */
      readonly finishedAt: string | null;
      /** @description The number of tickets, or documents of search, that were visited. Some are visited twice. */
      readonly visited: number;
      /** @description The number of items that were processed. */
      readonly carried: number;
      /** @description The number of items that cannot be processed; they are in the dead-letter queue. */
      readonly skipped: number;
      /** @description What it waits for, or why it failed; null when there is no problem. */
      readonly trouble: string | null;
      /** @description Of a rebuild of `tickets`: up to 100 tickets whose logs are incomplete, which stay as they are. */
      readonly incomplete?: readonly string[];
    };
    /**
     * @description What to rebuild.
     * @example {
     *       "projection": "queues"
     *     }
     */
    readonly RebuildDraft: {
      /** @description Name of the projection; an unknown one is a 422 that lists the valid names. */
      readonly projection: string;
    };
    /** @description The newest rebuild of each projection. */
    readonly Rebuilds: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["Rebuild"][];
    };
    /** @description The stored counters and a recount of all tickets. */
    readonly Recount: {
      /**
       * @description Always `done`.
       * @constant
       */
      readonly state: "done";
      /**
       * Format: date-time
       * @description When it started, ISO 8601 in UTC.
       */
      readonly startedAt: string;
      /** @description How many tickets have been read. */
      readonly counted: number;
      /**
       * Format: date-time
       * @description When it ended, ISO 8601 in UTC.
       */
      readonly finishedAt: string;
      /** @description True when no counter differs. */
      readonly equal: boolean;
      /** @description Ids of tickets that cannot be read and are not counted, the first 100; missing when there are none. */
      readonly unreadable?: readonly string[];
      /** @description Each queue of the tenant. */
      readonly queues: readonly {
        /** @description Id of the queue. */
        readonly id: string;
        /** @description The counters as they are. */
        readonly stored: components["schemas"]["Counters"];
        /** @description The counters as they should be. */
        readonly recounted: components["schemas"]["Counters"];
      }[];
    };
    /** @description A recount that has not ended, or that failed. */
    readonly RecountUnderWay: components["schemas"]["RecountRunning"] | components["schemas"]["RecountFailed"];
    /** @description A recount that runs in the background. */
    readonly RecountRunning: {
      /**
       * @description Always `running`.
       * @constant
       */
      readonly state: "running";
      /** @description Id of the job. */
      readonly id: string;
      /**
       * Format: date-time
       * @description When it started, ISO 8601 in UTC.
       */
      readonly startedAt: string;
      /** @description How many tickets have been read. */
      readonly counted: number;
    };
    /** @description A recount that failed: ask again. */
    readonly RecountFailed: {
      /**
       * @description Always `failed`.
       * @constant
       */
      readonly state: "failed";
      /** @description Id of the job. */
      readonly id: string;
      /**
       * Format: date-time
       * @description When it started, ISO 8601 in UTC.
       */
      readonly startedAt: string;
      /** @description How many tickets have been read. */
      readonly counted: number;
      /** @description Why it failed. */
      readonly trouble: string;
    };
    /** @description The newest recount, by its `state`. */
    readonly RecountStatus: components["schemas"]["Recount"] | components["schemas"]["RecountRunning"] | components["schemas"]["RecountFailed"];
    /** @description A ticket compared with a replay of its log. */
    readonly ReplayedTicket: {
      /** @description Id of the ticket. */
      readonly ticketId: string;
      /** @description Whether both are equal. */
      readonly equal: boolean;
      /** @description Fields that differ; empty when both are equal. */
      readonly differences: readonly {
        /** @description Name of the field. */
        readonly field: string;
        /** @description The value in the ticket. */
        readonly stored: unknown;
        /** @description The value from the log. */
        readonly replayed: unknown;
      }[];
    };
    /** @description The work is in the queue. */
    readonly Started: {
      /**
       * @description Always `queued`: it continues in the background.
       * @constant
       */
      readonly state: "queued";
      /** @description Id of the job. */
      readonly id: string;
    };
    /** @description A page of administrators’ changes. */
    readonly AuditEntryPage: {
      /** @description The items of the page, in the order of the list. */
      readonly items: readonly components["schemas"]["AuditEntry"][];
      /** @description Send it as `cursor` with the same query to get the next page; null on the last page. */
      readonly nextCursor: string | null;
    };
    /** @description One change of configuration, people or origins. */
    readonly AuditEntry: {
      /**
       * Format: date-time
       * @description When, ISO 8601 in UTC.
       */
      readonly at: string;
      /** @description Who made the change. */
      readonly by: {
        /** @description `agent`, `user`, `key`, `rule`, `timer`, `event`, `customer` or `system`. */
        readonly type: string;
        /** @description Who it is; null for the system. */
        readonly id: string | null;
      };
      /** @description Field by field. Empty when nothing changed. */
      readonly changes: readonly {
        /** @description The name of the field; `customFields.tier` for one of many. */
        readonly field: string;
        /** @description The value before; null for a creation. */
        readonly from: unknown;
        /** @description The value after. */
        readonly to: unknown;
      }[];
      /** @description The same as in the hub’s logs. */
      readonly correlationId: string;
      /** @description Always null. */
      readonly cause: null;
      /** @description What was changed. */
      readonly object: {
        /** @description Such as `queue` or `apiKey`. */
        readonly type: string;
        /** @description Its id. */
        readonly id: string;
      };
    };
    /** @description An OpenAPI 3.1 document. */
    readonly OpenApiDocument: {
      /** @description The version of OpenAPI. */
      readonly openapi: string;
    } & {
      readonly [key: string]: unknown;
    };
    /**
     * @description Of an app at Meta, for one Page, Instagram account or WhatsApp number.
     * @example {
     *       "appSecret": "app-secret",
     *       "verifyToken": "verify-me",
     *       "accessToken": "EAAG…",
     *       "accountId": "106540352242922"
     *     }
     */
    readonly MetaCredentials: {
      /** @description The app's secret. Meta signs its webhooks with it. */
      readonly appSecret: string;
      /** @description The token that Meta repeats when it verifies the address of the webhook. */
      readonly verifyToken: string;
      /** @description The token for sending replies. */
      readonly accessToken: string;
      /** @description Id of the Page, of the Instagram account, or WhatsApp's phone number id. */
      readonly accountId: string;
    };
    /** @description Of an app at Meta, for one Page, Instagram account or WhatsApp number. Omitted members stay; a replaced secret stays valid for 24 hours. */
    readonly MetaCredentialsChange: {
      /** @description The app's secret. Meta signs its webhooks with it. */
      readonly appSecret?: string;
      /** @description The token that Meta repeats when it verifies the address of the webhook. */
      readonly verifyToken?: string;
      /** @description The token for sending replies. */
      readonly accessToken?: string;
      /** @description Id of the Page, of the Instagram account, or WhatsApp's phone number id. */
      readonly accountId?: string;
    };
    /** @description An account of the channel `facebook` to connect. */
    readonly FacebookOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "facebook";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["MetaCredentials"];
    };
    /** @description An account of the channel `instagram` to connect. */
    readonly InstagramOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "instagram";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["MetaCredentials"];
    };
    /** @description Of an app and an account at X. With `refreshToken` and `clientId`, Parley renews the access token by itself; without them, an admin sets a new one every two hours. */
    readonly XCredentials: {
      /** @description The secret of the app's consumer key. X signs its webhooks with it. */
      readonly consumerSecret: string;
      /** @description The account’s OAuth 2.0 token with the scopes `tweet.read tweet.write users.read dm.read dm.write media.write offline.access`. */
      readonly accessToken: string;
      /** @description Id of the account. */
      readonly userId: string;
      /** @description The token that renews the access token. X replaces it at each renewal, and Parley stores the new one. */
      readonly refreshToken?: string;
      /** @description The OAuth 2.0 client id of the app. */
      readonly clientId?: string;
      /** @description The app's OAuth 2.0 client secret, if it is a confidential client. */
      readonly clientSecret?: string;
    };
    /** @description Of an app and an account at X. With `refreshToken` and `clientId`, Parley renews the access token by itself; without them, an admin sets a new one every two hours. Omitted members stay; a replaced secret stays valid for 24 hours. */
    readonly XCredentialsChange: {
      /** @description The secret of the app's consumer key. X signs its webhooks with it. */
      readonly consumerSecret?: string;
      /** @description The account’s OAuth 2.0 token with the scopes `tweet.read tweet.write users.read dm.read dm.write media.write offline.access`. */
      readonly accessToken?: string;
      /** @description Id of the account. */
      readonly userId?: string;
      /** @description The token that renews the access token. X replaces it at each renewal, and Parley stores the new one. */
      readonly refreshToken?: string | null;
      /** @description The OAuth 2.0 client id of the app. */
      readonly clientId?: string | null;
      /** @description The app's OAuth 2.0 client secret, if it is a confidential client. */
      readonly clientSecret?: string | null;
    };
    /** @description An account of the channel `x` to connect. */
    readonly XOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "x";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["XCredentials"];
    };
    /**
     * @description An account of the channel `whatsapp` to connect.
     * @example {
     *       "channel": "whatsapp",
     *       "name": "Hotline",
     *       "credentials": {
     *         "appSecret": "app-secret",
     *         "verifyToken": "verify-me",
     *         "accessToken": "EAAG…",
     *         "accountId": "106540352242922"
     *       }
     *     }
     */
    readonly WhatsappOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "whatsapp";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["MetaCredentials"];
    };
    /** @description Of an app and an organization at LinkedIn. With `refreshToken` and `clientId`, Parley renews the access token by itself; without them, an admin sets a new one every 60 days. */
    readonly LinkedinCredentials: {
      /** @description The app's secret. LinkedIn signs its webhooks with it. */
      readonly clientSecret: string;
      /** @description The token of a member who is an administrator of the organization, with the scopes `rw_organization_admin r_organization_social w_organization_social`. */
      readonly accessToken: string;
      /** @description Id of the organization: the number at the end of its URN. */
      readonly organizationId: string;
      /** @description The token that renews the access token. LinkedIn gives it to approved apps. */
      readonly refreshToken?: string;
      /** @description The app’s client id. */
      readonly clientId?: string;
    };
    /** @description Of an app and an organization at LinkedIn. With `refreshToken` and `clientId`, Parley renews the access token by itself; without them, an admin sets a new one every 60 days. Omitted members stay; a replaced secret stays valid for 24 hours. */
    readonly LinkedinCredentialsChange: {
      /** @description The app's secret. LinkedIn signs its webhooks with it. */
      readonly clientSecret?: string;
      /** @description The token of a member who is an administrator of the organization, with the scopes `rw_organization_admin r_organization_social w_organization_social`. */
      readonly accessToken?: string;
      /** @description Id of the organization: the number at the end of its URN. */
      readonly organizationId?: string;
      /** @description The token that renews the access token. LinkedIn gives it to approved apps. */
      readonly refreshToken?: string | null;
      /** @description The app’s client id. */
      readonly clientId?: string | null;
    };
    /** @description An account of the channel `linkedin` to connect. */
    readonly LinkedinOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "linkedin";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["LinkedinCredentials"];
    };
    /**
     * @description Of a mailbox.
     * @example {
     *       "address": "help@acme.example",
     *       "inboundSecret": "a secret of ours"
     *     }
     */
    readonly MailCredentials: {
      /** @description The address that customers write to. */
      readonly address: string;
      /** @description The key of `X-Parley-Signature` over mails that are posted to the webhook. */
      readonly inboundSecret: string;
      /** @description A mailbox to poll. */
      readonly imap?: {
        /** @description The name of the server. */
        readonly host: string;
        /** @description The port of the server. */
        readonly port?: number;
        /** @description The user of the mailbox. */
        readonly user: string;
        /** @description The password of the mailbox. */
        readonly password: string;
        /** @description Whether the connection is encrypted from its first byte. */
        readonly tls?: boolean;
      };
      /** @description Whether the mailbox receives mails for its name followed by `+` and anything; answers then find their reply also without `References`. */
      readonly plusAddress?: boolean;
    };
    /** @description Of a mailbox. Omitted members stay; a replaced secret stays valid for 24 hours. */
    readonly MailCredentialsChange: {
      /** @description The address that customers write to. */
      readonly address?: string;
      /** @description The key of `X-Parley-Signature` over mails that are posted to the webhook. */
      readonly inboundSecret?: string;
      /** @description A mailbox to poll. */
      readonly imap?: {
        /** @description The name of the server. */
        readonly host: string;
        /** @description The port of the server. */
        readonly port?: number;
        /** @description The user of the mailbox. */
        readonly user: string;
        /** @description The password of the mailbox. */
        readonly password: string;
        /** @description Whether the connection is encrypted from its first byte. */
        readonly tls?: boolean;
      } | null;
      /** @description Whether the mailbox receives mails for its name followed by `+` and anything; answers then find their reply also without `References`. */
      readonly plusAddress?: boolean | null;
    };
    /** @description An account of the channel `mail` to connect. */
    readonly MailOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "mail";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["MailCredentials"];
    };
    /** @description Of a business at Trustpilot. With the key and the secret of its API, reviews are also fetched, and with `businessUserId` they are answered; without them, the origin only receives what is posted to its webhook. */
    readonly TrustpilotCredentials: {
      /** @description Id of the business unit. */
      readonly businessUnitId: string;
      /** @description The key of `X-Parley-Signature` over reviews that are posted to the webhook. */
      readonly webhookSecret: string;
      /** @description The key of the API: reviews are fetched with it. */
      readonly apiKey?: string;
      /** @description The secret of the API. */
      readonly apiSecret?: string;
      /** @description Id of the user of Trustpilot Business in whose name replies are written. */
      readonly businessUserId?: string;
    };
    /** @description Of a business at Trustpilot. With the key and the secret of its API, reviews are also fetched, and with `businessUserId` they are answered; without them, the origin only receives what is posted to its webhook. Omitted members stay; a replaced secret stays valid for 24 hours. */
    readonly TrustpilotCredentialsChange: {
      /** @description Id of the business unit. */
      readonly businessUnitId?: string;
      /** @description The key of `X-Parley-Signature` over reviews that are posted to the webhook. */
      readonly webhookSecret?: string;
      /** @description The key of the API: reviews are fetched with it. */
      readonly apiKey?: string | null;
      /** @description The secret of the API. */
      readonly apiSecret?: string | null;
      /** @description Id of the user of Trustpilot Business in whose name replies are written. */
      readonly businessUserId?: string | null;
    };
    /** @description An account of the channel `trustpilot` to connect. */
    readonly TrustpilotOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "trustpilot";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["TrustpilotCredentials"];
    };
    /** @description Of a bot at Telegram. */
    readonly TelegramCredentials: {
      /** @description The bot's token, from @BotFather. */
      readonly botToken: string;
      /** @description The secret that Telegram sends with each webhook. */
      readonly secretToken: string;
    };
    /** @description Of a bot at Telegram. Omitted members stay; a replaced secret stays valid for 24 hours. */
    readonly TelegramCredentialsChange: {
      /** @description The bot's token, from @BotFather. */
      readonly botToken?: string;
      /** @description The secret that Telegram sends with each webhook. */
      readonly secretToken?: string;
    };
    /** @description An account of the channel `telegram` to connect. */
    readonly TelegramOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "telegram";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["TelegramCredentials"];
    };
    /** @description Of a number at Twilio. */
    readonly TwilioCredentials: {
      /** @description Id of the account (`AC…`). */
      readonly accountSid: string;
      /** @description The token of the account. Twilio signs its webhooks with it, and calls of its API need it. */
      readonly authToken: string;
      /** @description The telephone number that customers write to, such as `+14155238886`, or the id of a Messaging Service (`MG…`). Replies are sent from it. */
      readonly number: string;
    };
    /** @description Of a number at Twilio. Omitted members stay; a replaced secret stays valid for 24 hours. */
    readonly TwilioCredentialsChange: {
      /** @description Id of the account (`AC…`). */
      readonly accountSid?: string;
      /** @description The token of the account. Twilio signs its webhooks with it, and calls of its API need it. */
      readonly authToken?: string;
      /** @description The telephone number that customers write to, such as `+14155238886`, or the id of a Messaging Service (`MG…`). Replies are sent from it. */
      readonly number?: string;
    };
    /** @description An account of the channel `twilio` to connect. */
    readonly TwilioOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "twilio";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["TwilioCredentials"];
    };
    /** @description Of a chat on web pages. */
    readonly LivechatCredentials: {
      /** @description Hosts of the pages that may show the chat: `shop.example`, `*.shop.example` for its subdomains, with a port where the page has one. */
      readonly allowedDomains: readonly string[];
      /** @description The key that proves who a visitor is: your server signs their id with it. */
      readonly identitySecret: string;
    };
    /** @description Of a chat on web pages. Omitted members stay; a replaced secret stays valid for 24 hours. */
    readonly LivechatCredentialsChange: {
      /** @description Hosts of the pages that may show the chat: `shop.example`, `*.shop.example` for its subdomains, with a port where the page has one. */
      readonly allowedDomains?: readonly string[];
      /** @description The key that proves who a visitor is: your server signs their id with it. */
      readonly identitySecret?: string;
    };
    /** @description An account of the channel `livechat` to connect. */
    readonly LivechatOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "livechat";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["LivechatCredentials"];
    };
    /** @description Of the chats of an application of this hub. */
    readonly ApplicationCredentials: {
      /** @description The token of the application: `POST /v1/applications`. An application has one origin, and an origin stays with its application. */
      readonly application: string;
    };
    /** @description Of the chats of an application of this hub. Omitted members stay; a replaced secret stays valid for 24 hours. */
    readonly ApplicationCredentialsChange: {
      /** @description The token of the application: `POST /v1/applications`. An application has one origin, and an origin stays with its application. */
      readonly application?: string;
    };
    /** @description An account of the channel `application` to connect. */
    readonly ApplicationOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "application";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["ApplicationCredentials"];
    };
    /**
     * @description Of a business that posts messages itself.
     * @example {
     *       "signingSecret": "a secret of ours",
     *       "callbackUrl": "https://acme.example/replies"
     *     }
     */
    readonly ApiCredentials: {
      /** @description The key of `X-Parley-Signature`, for incoming messages and for the callback. */
      readonly signingSecret: string;
      /**
       * Format: uri
       * @description The address that receives replies; see the webhook `replyCallback`. Without it, you read replies through the API, and they count as sent.
       */
      readonly callbackUrl?: string;
    };
    /** @description Of a business that posts messages itself. Omitted members stay; a replaced secret stays valid for 24 hours. */
    readonly ApiCredentialsChange: {
      /** @description The key of `X-Parley-Signature`, for incoming messages and for the callback. */
      readonly signingSecret?: string;
      /** @description The address that receives replies; see the webhook `replyCallback`. Without it, you read replies through the API, and they count as sent. */
      readonly callbackUrl?: string | null;
    };
    /**
     * @description An account of the channel `api` to connect.
     * @example {
     *       "channel": "api",
     *       "name": "Shop",
     *       "credentials": {
     *         "signingSecret": "a secret of ours",
     *         "callbackUrl": "https://acme.example/replies"
     *       }
     *     }
     */
    readonly ApiOriginDraft: {
      /**
       * @description The channel, which decides the form of `credentials`.
       * @enum {string}
       */
      readonly channel: "api";
      /** @description The name that your colleagues see. */
      readonly name: string;
      /** @description The credentials of the channel. Secrets are write-only. */
      readonly credentials: components["schemas"]["ApiCredentials"];
    };
    /** @description A message to a chat, group or direct. Use the API to answer tickets. */
    readonly ClientSendFrame: {
      /**
       * @description The type of the frame.
       * @enum {string}
       */
      readonly type: "send";
      /** @description Your id for this frame; the response or error repeats it. */
      readonly id: string;
      /** @description The conversation. */
      readonly conversationId: string;
      /** @description The text. May be missing beside attachments. */
      readonly body?: string;
      /** @description Number of the message that it answers. */
      readonly inReplyTo?: number;
      /** @description Number of the message in whose thread it is. */
      readonly threadOf?: number;
      /** @description Ids of files of `POST /v1/attachments`. */
      readonly attachmentIds?: readonly string[];
    };
    /** @description You have seen everything up to here; the stored position never moves back. */
    readonly ClientAckFrame: {
      /**
       * @description The type of the frame.
       * @enum {string}
       */
      readonly type: "ack";
      /** @description Your id for this frame; the response or error repeats it. */
      readonly id?: string;
      /** @description The conversation. */
      readonly conversationId?: string;
      /** @description The number of the last message that was seen. */
      readonly number?: number;
      /** @description The `cursor` of the last frame that you have processed. */
      readonly cursor?: string;
      /** @description In chats, groups and directs: the person has read them, too. Without it, the device has received them. */
      readonly read?: boolean;
    };
    /**
     * @description Replays what you are owed, and the changes of tickets, after the cursor or after the last ack.
     * @example {
     *       "type": "resume",
     *       "cursor": "c-1042"
     *     }
     */
    readonly ClientResumeFrame: {
      /**
       * @description The type of the frame.
       * @enum {string}
       */
      readonly type: "resume";
      /** @description Your id for this frame; the response or error repeats it. */
      readonly id?: string;
      /** @description The `cursor` of the last frame that you have processed. */
      readonly cursor?: string;
    };
    /** @description You are writing in the conversation. */
    readonly ClientTypingFrame: {
      /**
       * @description The type of the frame.
       * @enum {string}
       */
      readonly type: "typing";
      /** @description Your id for this frame; the response or error repeats it. */
      readonly id?: string;
      /** @description The conversation. */
      readonly conversationId: string;
      /** @description True while a private note is written: only colleagues are told. */
      readonly note?: boolean;
    };
    /** @description Whether you are available for tickets that rules assign. */
    readonly ClientPresenceFrame: {
      /**
       * @description The type of the frame.
       * @enum {string}
       */
      readonly type: "presence";
      /** @description Your id for this frame; the response or error repeats it. */
      readonly id?: string;
      /**
       * @description Your availability.
       * @enum {string}
       */
      readonly availability: "online" | "away" | "out_of_office";
      /** @description When you are `online` again. */
      readonly until?: string | null;
    };
    /** @description Limits the frames that you get to what your screen shows. Without `queueIds` and `ticketIds`, you again get frames about everything that you may see. You always get counters of queues. */
    readonly ClientSubscribeFrame: {
      /**
       * @description The type of the frame.
       * @enum {string}
       */
      readonly type: "subscribe";
      /** @description Your id for this frame; the response or error repeats it. */
      readonly id?: string;
      /** @description Ids of queues: you get frames about every ticket in them. */
      readonly queueIds?: readonly string[];
      /** @description Ids of tickets: you get frames about them, whatever queue they are in. */
      readonly ticketIds?: readonly string[];
      /** @description Chats of applications that you want to hear, instead of those before. Groups and directs come without asking. */
      readonly conversationIds?: readonly string[];
    };
    /** @description A new group. */
    readonly ClientGroupCreateFrame: {
      /**
       * @description The type of the frame.
       * @enum {string}
       */
      readonly type: "group.create";
      /** @description Your id for this frame; the response or error repeats it. */
      readonly id: string;
      /**
       * Format: uuid
       * @description The id of the group, a UUID that you generate.
       */
      readonly groupId?: string;
      /** @description The name of the group. */
      readonly name: string;
      /** @description What the group is for. */
      readonly description?: string;
      /** @description Ids of the people in it. By socket at most 1,000; `POST /v1/send` takes up to 50,000. */
      readonly memberIds: readonly string[];
    };
    /** @description Adds or removes members, or changes the name or the description. Name the group by `groupId` or `conversationId`. */
    readonly ClientGroupUpdateFrame: {
      /**
       * @description The type of the frame.
       * @enum {string}
       */
      readonly type: "group.update";
      /** @description Your id for this frame; the response or error repeats it. */
      readonly id: string;
      /** @description The id of the group. */
      readonly groupId?: string;
      /** @description The conversation. */
      readonly conversationId?: string;
      /** @description Ids of people who join. */
      readonly add?: readonly string[];
      /** @description Ids of people who leave. */
      readonly remove?: readonly string[];
      /** @description The new name. */
      readonly name?: string;
      /** @description The new description; null or an empty one removes it. */
      readonly description?: string | null;
    };
    /** @description A frame that you send over the WebSocket, by its `type`. */
    readonly ClientFrame: components["schemas"]["ClientSendFrame"] | components["schemas"]["ClientAckFrame"] | components["schemas"]["ClientResumeFrame"] | components["schemas"]["ClientTypingFrame"] | components["schemas"]["ClientPresenceFrame"] | components["schemas"]["ClientSubscribeFrame"] | components["schemas"]["ClientGroupCreateFrame"] | components["schemas"]["ClientGroupUpdateFrame"];
    /** @description Your message or your group is kept; the number is final. The same `id` again gets the same answer. */
    readonly ServerAcceptedFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "accepted";
      /** @description The id of the frame that this one responds to. */
      readonly id: string;
      /** @description The conversation. */
      readonly conversationId: string;
      /** @description The number of the message in its conversation. */
      readonly number?: number;
      /** @description The job that adds or removes many people. */
      readonly jobId?: string;
    };
    /**
     * @description A ticket that you may see, as it is now.
     * @example {
     *       "type": "ticket",
     *       "ticket": {
     *         "id": "th-9f2.1",
     *         "sequence": 38,
     *         "status": "working",
     *         "priority": "normal",
     *         "origin": {
     *           "id": "o-51",
     *           "channel": "whatsapp"
     *         },
     *         "author": {
     *           "id": "393330000001",
     *           "name": "Giulia Ferri",
     *           "handle": "+393330000001"
     *         },
     *         "threadId": "th-9f2",
     *         "conversationId": "th-9f2",
     *         "owner": {
     *           "agentId": "p-7Qm2",
     *           "teamId": "t-support"
     *         },
     *         "queueIds": [
     *           "q-12"
     *         ],
     *         "tags": [
     *           "delivery"
     *         ],
     *         "topic": "Where is my parcel?",
     *         "customFields": {
     *           "orderId": "A-1009"
     *         },
     *         "sentiment": null,
     *         "language": null,
     *         "starRating": null,
     *         "rating": null,
     *         "automatic": false,
     *         "visibleMessageCount": 2,
     *         "lastMessage": {
     *           "number": 2,
     *           "kind": "reply",
     *           "text": "It left this morning.",
     *           "createdAt": "2027-03-01T09:30:00.000Z"
     *         },
     *         "createdAt": "2027-03-01T09:30:00.000Z",
     *         "updatedAt": "2027-03-01T09:30:00.000Z",
     *         "escalations": null,
     *         "waitingSince": null,
     *         "firstReplyAt": null,
     *         "firstReplySeconds": null,
     *         "lastReplyAt": null,
     *         "resolvedAt": null,
     *         "resolutionSeconds": null,
     *         "reopenCount": 0,
     *         "closesAt": null,
     *         "followupAt": null,
     *         "mergedInto": null,
     *         "mergedIds": [],
     *         "version": 3
     *       },
     *       "cursor": "c-1043"
     *     }
     */
    readonly ServerTicketFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "ticket";
      /** @description The ticket, as GET /v1/tickets/{id} shows it. */
      readonly ticket: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The number that people use. */
        readonly sequence: number;
        /** @description The status of the ticket. */
        readonly status: string;
        /** @description The version of the ticket. */
        readonly version: number;
      } & {
        readonly [key: string]: unknown;
      };
      /** @description Your position in the feed. Store the newest one and `resume` from it after a disconnect. */
      readonly cursor: string;
      /**
       * @description Members of the ticket are left out: read the complete ticket through the API.
       * @constant
       */
      readonly truncated?: true;
    };
    /**
     * @description A new message in a conversation that you may see.
     * @example {
     *       "type": "message",
     *       "conversationId": "th-9f2",
     *       "number": 2,
     *       "body": "It left this morning.",
     *       "ticketId": "th-9f2.1",
     *       "cursor": "c-1044",
     *       "kind": "reply",
     *       "senderId": "p-7Qm2",
     *       "createdAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly ServerMessageFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "message";
      /** @description The conversation. */
      readonly conversationId: string;
      /** @description The number of the message in its conversation. */
      readonly number: number;
      /** @description The text of the message, or null when it is hidden or deleted. */
      readonly body: string | null;
      /** @description Id of the ticket that the message belongs to. */
      readonly ticketId?: string;
      /** @description Your position in the feed. Store the newest one and `resume` from it after a disconnect. */
      readonly cursor: string;
      /** @description Its kind, as in a message of the API; missing in chats, groups and directs. */
      readonly kind?: string;
      /** @description Who wrote it. */
      readonly senderId: string;
      /**
       * Format: date-time
       * @description When it was written, ISO 8601 in UTC.
       */
      readonly createdAt: string;
      /** @description In chats, groups and directs: the message that it answers; missing if it answers none. */
      readonly inReplyTo?: number;
      /** @description In chats, groups and directs: the message in whose thread it is; missing if it is in none. */
      readonly threadOf?: number;
      /** @description In chats, groups and directs: its files; missing if there are none. */
      readonly attachments?: readonly {
        /** @description Id of the file. */
        readonly id: string;
        /** @description Its name. */
        readonly name: string;
        /** @description Its MIME type. */
        readonly type: string;
        /** @description Its size in bytes. */
        readonly size: number;
      }[];
      /** @description What the page of the first link says of itself: plain text, never HTML. It comes some time after the message. Missing without a link, for a page without a title, and where the tenant or the application has previews turned off. */
      readonly preview?: {
        /** @description The link in the text, as a browser reads it. Show its host: the other members are only what the page claims. */
        readonly url: string;
        /** @description The title of the page. */
        readonly title: string;
        /** @description Its description, or null. */
        readonly description: string | null;
        /** @description The name of the site, or null. */
        readonly siteName: string | null;
        /** @description Its picture, which the hub keeps: an attachment of the message. Missing if there is none. */
        readonly image?: {
          /** @description Id of the file. */
          readonly id: string;
          /** @description Its name. */
          readonly name: string;
          /** @description Its MIME type, one of a picture. */
          readonly type: string;
          /** @description Its size in bytes. */
          readonly size: number;
        };
      };
      /** @description In chats of applications: the reply of a ticket. Missing on messages of people and keys. */
      readonly support?: {
        /** @description The name of the agent; null for a rule and an AI. */
        readonly name: string | null;
        /** @description A rule or an AI wrote it. */
        readonly automatic: boolean;
      };
      /**
       * @description The body is cut: read the complete message through the API.
       * @constant
       */
      readonly truncated?: true;
    };
    /** @description A message after an edit, a hiding, a removal, a delivery status, a reaction, a preview of its link, an analysis, or a decision about a suggestion; or something that happened in a group. */
    readonly ServerAmendedFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "amended";
      /** @description The conversation. */
      readonly conversationId: string;
      /** @description The number of the message in its conversation; null for something that happened in a group. */
      readonly number: number | null;
      /** @description The text of the message, or null when it is hidden or deleted. */
      readonly body: string | null;
      /** @description Id of the ticket that the message belongs to. */
      readonly ticketId?: string;
      /** @description Your position in the feed. Store the newest one and `resume` from it after a disconnect. */
      readonly cursor: string;
      /** @description In chats, groups and directs: who wrote the message, or who changed the group. */
      readonly senderId?: string;
      /**
       * Format: date-time
       * @description In chats, groups and directs: when that was, ISO 8601 in UTC.
       */
      readonly createdAt?: string;
      /** @description In chats, groups and directs: what happened. */
      readonly change?: {
        /** @description For example `edit`, `tombstone`, `preview`, `join` or `leave`. */
        readonly type: string;
        /** @description Id of whoever did it. */
        readonly by: string;
        /**
         * Format: date-time
         * @description When it was done, ISO 8601 in UTC.
         */
        readonly at: string;
      } & {
        readonly [key: string]: unknown;
      };
      /** @description An agent or a moderator hid it. */
      readonly hidden: boolean;
      /** @description It was deleted. */
      readonly deleted: boolean;
      /** @description When the author last edited it, or null. */
      readonly editedAt: string | null;
      /** @description The delivery of a reply; null for messages that are not sent. */
      readonly delivery: {
        /** @description The delivery state. */
        readonly state: string;
        /** @description Why it failed, or null. */
        readonly error: {
          /** @description The provider's code, or one of Parley's. */
          readonly code: string;
          /** @description A sentence for the agent. */
          readonly message: string;
        } | null;
      } | null;
      /** @description Languages that it was translated into, with the time of each. */
      readonly translations?: {
        readonly [key: string]: string;
      };
      /**
       * Format: date-time
       * @description When a summary of the ticket up to this message was last made.
       */
      readonly summarizedAt?: string;
      /** @description For suggestions only: what became of it. */
      readonly suggestion?: {
        /**
         * @description Whether it is open, or an agent has accepted or dismissed it.
         * @enum {string}
         */
        readonly state: "open" | "accepted" | "dismissed";
        /** @description Number of the reply that it became. */
        readonly reply?: number;
      };
      /**
       * @description How the customer feels, as detected by the AI toolbox; missing until then.
       * @enum {string}
       */
      readonly sentiment?: "positive" | "neutral" | "negative";
      /** @description The language of the message, as detected by the AI toolbox; missing until then. */
      readonly language?: string;
      /** @description Reactions, as in a message of the API. Missing if there were none, and if they are too many for a frame. */
      readonly reactions?: {
        readonly [key: string]: string;
      };
      /** @description Those of its files that Parley fetches from the provider, with a `state`; in chats, groups and directs its files. Missing if there are none. */
      readonly attachments?: readonly ({
        /** @description Id of the attachment. */
        readonly id: string;
        /**
         * @description Whether the file is being fetched, is ready, or cannot be kept.
         * @enum {string}
         */
        readonly state: "fetching" | "ready" | "failed";
      } | {
        /** @description Id of the attachment. */
        readonly id: string;
        /** @description Its name. */
        readonly name: string;
        /** @description Its MIME type. */
        readonly type: string;
        /** @description Its size in bytes. */
        readonly size: number;
      })[];
      /** @description In chats, groups and directs: the preview that it has now; missing if it has none (any more). */
      readonly preview?: {
        /** @description The link in the text, as a browser reads it. Show its host: the other members are only what the page claims. */
        readonly url: string;
        /** @description The title of the page. */
        readonly title: string;
        /** @description Its description, or null. */
        readonly description: string | null;
        /** @description The name of the site, or null. */
        readonly siteName: string | null;
        /** @description Its picture, which the hub keeps: an attachment of the message. Missing if there is none. */
        readonly image?: {
          /** @description Id of the file. */
          readonly id: string;
          /** @description Its name. */
          readonly name: string;
          /** @description Its MIME type, one of a picture. */
          readonly type: string;
          /** @description Its size in bytes. */
          readonly size: number;
        };
      };
      /** @description In chats of applications: the reply of a ticket. Missing on messages of people and keys. */
      readonly support?: {
        /** @description The name of the agent; null for a rule and an AI. */
        readonly name: string | null;
        /** @description A rule or an AI wrote it. */
        readonly automatic: boolean;
      };
      /**
       * @description The body is cut: read the complete message through the API.
       * @constant
       */
      readonly truncated?: true;
    };
    /** @description To the author: this person has acknowledged the conversation up to this message of yours. Not in groups of more than 100. */
    readonly ServerDeliveredFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "delivered";
      /** @description The conversation. */
      readonly conversationId: string;
      /** @description Your newest message that they have received. */
      readonly number: number;
      /** @description Who has received it. */
      readonly userId: string;
    };
    /** @description To the author, and to the reader’s own devices: this person has read up to this message. Not in groups of more than 100. */
    readonly ServerReadFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "read";
      /** @description The conversation. */
      readonly conversationId: string;
      /** @description Your newest message that they have read, or the newest that you have read on another device. */
      readonly number: number;
      /** @description Who has read it. */
      readonly userId: string;
    };
    /** @description The counters of a queue that you may see, as they are now. */
    readonly ServerQueueFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "queue";
      /** @description Id of the queue. */
      readonly id: string;
      /** @description Tickets of the queue by status. */
      readonly counters: {
        /** @description Tickets in `created`. */
        readonly created: number;
        /** @description Tickets in `working`. */
        readonly working: number;
        /** @description Tickets in `pending`. */
        readonly pending: number;
        /** @description Tickets in `followup`. */
        readonly followup: number;
        /** @description Tickets in `solved`. */
        readonly solved: number;
        /** @description Tickets in `closed`. */
        readonly closed: number;
      };
    };
    /** @description Too much has changed to tell it one by one: read again what you show of these queues, and lists without a queue. */
    readonly ServerStaleFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "stale";
      /** @description Ids of the queues that you may see and in which something changed. */
      readonly queueIds: readonly string[];
      /** @description Your position in the feed. Store the newest one and `resume` from it after a disconnect. */
      readonly cursor: string;
    };
    /** @description The end of a replay. Until it comes, keep the cursor you resumed with; `more`: resume again from this one. */
    readonly ServerResumedFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "resumed";
      /** @description The id of the frame that this one responds to. */
      readonly id?: string;
      /** @description Your position in the feed. Store the newest one and `resume` from it after a disconnect. */
      readonly cursor: string;
      /** @description True: there is more to replay. Resume again from this cursor. */
      readonly more: boolean;
    };
    /** @description Somebody else is writing in the conversation. */
    readonly ServerTypingFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "typing";
      /** @description The conversation. */
      readonly conversationId: string;
      /** @description Id of the ticket; missing in chats, groups and directs. */
      readonly ticketId?: string;
      /** @description Who is writing. */
      readonly userId: string;
      /** @description Their name. */
      readonly name: string | null;
    };
    /** @description A note names you, or a team of yours. */
    readonly ServerMentionFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "mention";
      /** @description Id of the ticket that the message belongs to. */
      readonly ticketId: string;
      /** @description The conversation. */
      readonly conversationId: string;
      /** @description The number of the message in its conversation. */
      readonly number: number;
      /** @description The first 200 characters of the note. */
      readonly body: string | null;
      /** @description Who wrote it. */
      readonly senderId: string;
      /**
       * Format: date-time
       * @description When it was written, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /** @description To the owner of a ticket: a reply of it could not be sent, for good. The ticket is working again. */
    readonly ServerFailureFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "failure";
      /** @description Id of the ticket that the message belongs to. */
      readonly ticketId: string;
      /** @description The conversation. */
      readonly conversationId: string;
      /** @description The number of the message in its conversation. */
      readonly number: number;
      /** @description What the provider or Parley says about it. */
      readonly error: {
        /** @description The provider’s code, or a word of Parley’s own. */
        readonly code: string;
        /** @description The provider’s words, or a sentence of Parley’s own. */
        readonly message: string;
      } | null;
    };
    /** @description A colleague changed their availability, or looks at a ticket that you may see. */
    readonly ServerPresenceFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "presence";
      /** @description Who it is. */
      readonly userId: string;
      /**
       * @description Their availability.
       * @enum {string}
       */
      readonly availability?: "online" | "away" | "out_of_office";
      /** @description When they are `online` again, or null. */
      readonly until?: string | null;
      /** @description The name of the agent. */
      readonly name?: string | null;
      /** @description Id of the ticket. */
      readonly ticketId?: string;
      /** @description True: they look at the ticket. False: they no longer do. */
      readonly viewing?: boolean;
    };
    /** @description Your frame could not be processed; the connection stays open. */
    readonly ServerErrorFrame: {
      /**
       * @description The type of the frame. Ignore types that you do not know.
       * @enum {string}
       */
      readonly type: "error";
      /** @description The id of the frame that this one responds to. */
      readonly id?: string;
      /**
       * @description The code, as in a problem of the API.
       * @enum {string}
       */
      readonly code: "invalid_request" | "unauthenticated" | "second_factor_required" | "forbidden" | "second_factor_not_set_up" | "not_found" | "method_not_allowed" | "conflict" | "illegal_transition" | "already_taken" | "stale" | "too_large" | "unprocessable" | "rate_limited" | "unavailable";
      /** @description The code as a short sentence. */
      readonly title: string;
    };
    /** @description A frame that you get over the WebSocket, by its `type`. */
    readonly ServerFrame: components["schemas"]["ServerAcceptedFrame"] | components["schemas"]["ServerTicketFrame"] | components["schemas"]["ServerMessageFrame"] | components["schemas"]["ServerAmendedFrame"] | components["schemas"]["ServerDeliveredFrame"] | components["schemas"]["ServerReadFrame"] | components["schemas"]["ServerQueueFrame"] | components["schemas"]["ServerStaleFrame"] | components["schemas"]["ServerResumedFrame"] | components["schemas"]["ServerTypingFrame"] | components["schemas"]["ServerMentionFrame"] | components["schemas"]["ServerFailureFrame"] | components["schemas"]["ServerPresenceFrame"] | components["schemas"]["ServerErrorFrame"];
    /**
     * @description The signed challenge.
     * @example {
     *       "response_token": "sha256=x0mYd8hz2g…"
     *     }
     */
    readonly ChallengeAnswer: {
      /** @description For X: `sha256=` and the HMAC-SHA256 of `crc_token` in base64. */
      readonly response_token: string;
    } | {
      /** @description For LinkedIn: the `challengeCode` of the call. */
      readonly challengeCode: string;
      /** @description For LinkedIn: the HMAC-SHA256 of `challengeCode` in hexadecimal. */
      readonly challengeResponse: string;
    };
    /**
     * @description What a provider sends, in the format of the provider. The example is a call of the channel `api`.
     * @example {
     *       "messages": [
     *         {
     *           "id": "o-1009",
     *           "author": {
     *             "id": "customer-1009",
     *             "name": "Giulia Ferri"
     *           },
     *           "text": "Where is my parcel?"
     *         }
     *       ]
     *     }
     */
    readonly ProviderCall: {
      readonly [key: string]: unknown;
    };
    /**
     * @description What happened to each element, for the channel `api`; a call of its API for Telegram.
     * @example {
     *       "accepted": 1,
     *       "unreadable": []
     *     }
     */
    readonly ProviderReceipt: {
      /** @description The number of elements that were stored and become visible. */
      readonly accepted: number;
      /** @description Elements that are kept raw, at most 1,000. */
      readonly unreadable: readonly {
        /** @description The position of the element in the call, from 0. */
        readonly index: number;
        /** @description Why it cannot be read. */
        readonly reason: string;
      }[];
    } | ({
      /** @description For Telegram: the method of its API that the answer calls. */
      readonly method: string;
    } & {
      readonly [key: string]: unknown;
    });
    /**
     * @description A rule applied to a ticket.
     * @example {
     *       "id": "a-77",
     *       "event": "webhook",
     *       "ruleId": "r-3",
     *       "ticket": {
     *         "id": "th-9f2.1",
     *         "sequence": 38,
     *         "status": "working",
     *         "priority": "normal",
     *         "origin": {
     *           "id": "o-51",
     *           "channel": "whatsapp"
     *         },
     *         "author": {
     *           "id": "393330000001",
     *           "name": "Giulia Ferri",
     *           "handle": "+393330000001"
     *         },
     *         "threadId": "th-9f2",
     *         "conversationId": "th-9f2",
     *         "owner": {
     *           "agentId": "p-7Qm2",
     *           "teamId": "t-support"
     *         },
     *         "queueIds": [
     *           "q-12"
     *         ],
     *         "tags": [
     *           "delivery"
     *         ],
     *         "topic": "Where is my parcel?",
     *         "customFields": {
     *           "orderId": "A-1009"
     *         },
     *         "sentiment": null,
     *         "language": null,
     *         "starRating": null,
     *         "rating": null,
     *         "automatic": false,
     *         "visibleMessageCount": 2,
     *         "lastMessage": {
     *           "number": 2,
     *           "kind": "reply",
     *           "text": "It left this morning.",
     *           "createdAt": "2027-03-01T09:30:00.000Z"
     *         },
     *         "createdAt": "2027-03-01T09:30:00.000Z",
     *         "updatedAt": "2027-03-01T09:30:00.000Z",
     *         "escalations": null,
     *         "waitingSince": null,
     *         "firstReplyAt": null,
     *         "firstReplySeconds": null,
     *         "lastReplyAt": null,
     *         "resolvedAt": null,
     *         "resolutionSeconds": null,
     *         "reopenCount": 0,
     *         "closesAt": null,
     *         "followupAt": null,
     *         "mergedInto": null,
     *         "mergedIds": [],
     *         "version": 3
     *       },
     *       "sentAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly RuleWebhook: {
      /** @description Id of the call, the same in every retry. */
      readonly id: string;
      /**
       * @description The kind of action: `webhook` or `escalate`.
       * @enum {string}
       */
      readonly event: "webhook" | "escalate";
      /** @description Id of the rule. */
      readonly ruleId: string;
      /** @description The text of an escalation. */
      readonly text?: string;
      /** @description Id of the escalation. */
      readonly escalationId?: string;
      /** @description Id of the ticket; in escalations. */
      readonly ticketId?: string;
      /** @description The number that people use; in escalations. */
      readonly sequence?: number;
      /** @description The time by which an answer is due, or null; in escalations. */
      readonly dueAt?: string | null;
      /** @description The current ticket. */
      readonly ticket: components["schemas"]["Ticket"];
      /**
       * Format: date-time
       * @description When this attempt was sent, ISO 8601 in UTC.
       */
      readonly sentAt: string;
    };
    /**
     * @description An event of a ticket or a queue.
     * @example {
     *       "id": "evt_5d1",
     *       "type": "ticket.created",
     *       "version": 1,
     *       "occurredAt": "2027-03-01T09:30:00.000Z",
     *       "data": {
     *         "ticket": {
     *           "id": "th-9f2.1",
     *           "sequence": 38,
     *           "status": "working",
     *           "priority": "normal",
     *           "origin": {
     *             "id": "o-51",
     *             "channel": "whatsapp"
     *           },
     *           "author": {
     *             "id": "393330000001",
     *             "name": "Giulia Ferri",
     *             "handle": "+393330000001"
     *           },
     *           "threadId": "th-9f2",
     *           "conversationId": "th-9f2",
     *           "owner": {
     *             "agentId": "p-7Qm2",
     *             "teamId": "t-support"
     *           },
     *           "queueIds": [
     *             "q-12"
     *           ],
     *           "tags": [
     *             "delivery"
     *           ],
     *           "topic": "Where is my parcel?",
     *           "customFields": {
     *             "orderId": "A-1009"
     *           },
     *           "sentiment": null,
     *           "language": null,
     *           "starRating": null,
     *           "rating": null,
     *           "automatic": false,
     *           "visibleMessageCount": 2,
     *           "lastMessage": {
     *             "number": 2,
     *             "kind": "reply",
     *             "text": "It left this morning.",
     *             "createdAt": "2027-03-01T09:30:00.000Z"
     *           },
     *           "createdAt": "2027-03-01T09:30:00.000Z",
     *           "updatedAt": "2027-03-01T09:30:00.000Z",
     *           "escalations": null,
     *           "waitingSince": null,
     *           "firstReplyAt": null,
     *           "firstReplySeconds": null,
     *           "lastReplyAt": null,
     *           "resolvedAt": null,
     *           "resolutionSeconds": null,
     *           "reopenCount": 0,
     *           "closesAt": null,
     *           "followupAt": null,
     *           "mergedInto": null,
     *           "mergedIds": [],
     *           "version": 3
     *         }
     *       }
     *     }
     */
    readonly CustomerEvent: {
      /** @description The same in every retry, and equal to the header `webhook-id`. */
      readonly id: string;
      /**
       * @description The event. It decides the form of `data`.
       * @enum {string}
       */
      readonly type: "ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed";
      /**
       * @description The version of the form of `data`.
       * @constant
       */
      readonly version: 1;
      /**
       * Format: date-time
       * @description When it happened, ISO 8601 in UTC.
       */
      readonly occurredAt: string;
      /** @description `{ticket}` for events of tickets, `{ticketId, message}` for messages, `{queue}` for queues. */
      readonly data: {
        /** @description The ticket at the time of the event. */
        readonly ticket?: components["schemas"]["Ticket"];
        /** @description Id of the ticket. */
        readonly ticketId?: string;
        /** @description The message, as `GET /v1/tickets/{id}/messages` has it, with null as the link of a stored attachment. A text that is too long is null, with `truncated`. */
        readonly message?: {
          readonly [key: string]: unknown;
        };
        /** @description The queue without its counters; with `deleted` if it was removed. */
        readonly queue?: {
          readonly [key: string]: unknown;
        };
      };
    };
    /** @description Your response, if you have your own id for the message. */
    readonly ReplyReceipt: {
      /** @description Your id of the message; it becomes `providerId`. Without it, that is the `replyId`. */
      readonly id?: string;
    } & {
      readonly [key: string]: unknown;
    };
    /**
     * @description A reply of an agent on an origin of the channel `api`.
     * @example {
     *       "replyId": "th-9f2:2",
     *       "ticketId": "th-9f2.1",
     *       "conversationId": "th-9f2",
     *       "to": {
     *         "id": "customer-1009"
     *       },
     *       "text": "It left this morning.",
     *       "attachments": [],
     *       "createdAt": "2027-03-01T09:30:00.000Z"
     *     }
     */
    readonly ReplyCallback: {
      /** @description Id of the reply, the same in every retry. */
      readonly replyId: string;
      /** @description Id of the ticket. */
      readonly ticketId: string;
      /** @description The thread of the customer. */
      readonly conversationId: string;
      /** @description The customer. */
      readonly to: {
        /** @description The id by which your message named its author. */
        readonly id: string;
      };
      /** @description The text without markup. */
      readonly text: string;
      /** @description The text with markup, when the agent wrote some. */
      readonly html?: string;
      /** @description Files of the reply. */
      readonly attachments: readonly {
        /** @description Id of the attachment. */
        readonly id: string;
        /** @description The name of the file, or null. */
        readonly name: string | null;
        /** @description The MIME type. */
        readonly type: string;
        /** @description Bytes, or null. */
        readonly size: number | null;
        /** @description Downloads the file. */
        readonly url: string;
      }[];
      /** @description Your id of the message that the reply answers. */
      readonly inReplyTo?: string;
      /**
       * Format: date-time
       * @description When the agent wrote it, ISO 8601 in UTC.
       */
      readonly createdAt: string;
    };
    /**
     * @description The answer of the AI toolbox. Every part may be missing or null.
     * @example {
     *       "suggestion": {
     *         "text": "It left this morning.",
     *         "confidence": 0.8,
     *         "model": "m-1"
     *       },
     *       "sentiment": {
     *         "label": "neutral",
     *         "score": 0.1
     *       },
     *       "language": "en"
     *     }
     */
    readonly AnalysisAnswer: {
      /** @description An answer that an agent could send. */
      readonly suggestion?: {
        /** @description The text. */
        readonly text: string;
        /** @description How sure the model is, from 0 to 1. */
        readonly confidence: number;
        /** @description The name of the model. */
        readonly model: string;
      } | null;
      /** @description An answer that may be sent without an agent, if its confidence reaches the threshold of the tenant. */
      readonly reply?: {
        /** @description The text. */
        readonly text: string;
        /** @description How sure the model is, from 0 to 1. */
        readonly confidence: number;
        /** @description The name of the model. */
        readonly model: string;
      } | null;
      /** @description The mood of the newest message of the customer. */
      readonly sentiment?: {
        /**
         * @description The mood.
         * @enum {string}
         */
        readonly label: "positive" | "neutral" | "negative";
        /** @description From -1, very negative, to 1, very positive. */
        readonly score: number;
      } | null;
      /** @description The language of the newest message of the customer: a language tag, such as `de`. */
      readonly language?: string | null;
      /** @description The conversation in a few sentences: a text, or an object with one. */
      readonly summary?: ({
        /** @description The text. */
        readonly text: string;
        /** @description How sure the model is, from 0 to 1. */
        readonly confidence: number;
        /** @description The name of the model. */
        readonly model: string;
      } | string) | null;
      /** @description The message in the language that `language` of the request names: a text, or an object with one. */
      readonly translation?: ({
        /** @description The text. */
        readonly text: string;
        /** @description How sure the model is, from 0 to 1. */
        readonly confidence: number;
        /** @description The name of the model. */
        readonly model: string;
      } | string) | null;
    };
    /**
     * @description Messages of a ticket for the AI toolbox.
     * @example {
     *       "tenantId": "tn-7",
     *       "ticketId": "th-9f2.1",
     *       "conversationId": "th-9f2",
     *       "want": [
     *         "suggestion",
     *         "sentiment",
     *         "language"
     *       ],
     *       "messages": [
     *         {
     *           "number": 1,
     *           "kind": "customer",
     *           "text": "Where is my parcel?",
     *           "createdAt": "2027-03-01T09:30:00.000Z"
     *         }
     *       ]
     *     }
     */
    readonly AnalysisRequest: {
      /** @description Id of the tenant. */
      readonly tenantId: string;
      /** @description Id of the ticket. */
      readonly ticketId: string;
      /** @description Id of its thread. */
      readonly conversationId: string;
      /** @description The language in which a summary or translation is written: a language tag, such as `de`. */
      readonly language?: string;
      /** @description The newest messages between the customer and the business, oldest first. For a translation, only its message. */
      readonly messages: readonly {
        /** @description The number of the message in its conversation. */
        readonly number: number;
        /** @description Who wrote it: `customer`, `reply` or `ai_message`. Notes and suggestions are never sent. */
        readonly kind: string;
        /** @description The text, cut to 5,000 characters; to 50,000 for a translation. */
        readonly text: string;
        /** @description When it was written, ISO 8601 in UTC. */
        readonly createdAt: string;
      }[];
      /** @description The parts that the answer may have. */
      readonly want: readonly ("suggestion" | "reply" | "sentiment" | "language" | "summary" | "translation")[];
    };
    /**
     * @description An event of a ticket.
     * @example {
     *       "id": "th-9f2.1.m1",
     *       "type": "message.received",
     *       "version": 1,
     *       "tenantId": "tn-7",
     *       "occurredAt": "2027-03-01T09:30:00.000Z",
     *       "data": {
     *         "ticketId": "th-9f2.1",
     *         "message": {
     *           "text": "Where is my parcel?",
     *           "number": 1,
     *           "kind": "customer",
     *           "author": {
     *             "type": "customer",
     *             "id": "393330000001",
     *             "name": "Giulia Ferri",
     *             "handle": "+393330000001"
     *           },
     *           "subject": null,
     *           "createdAt": "2027-03-01T09:30:00.000Z",
     *           "inReplyTo": null,
     *           "starRating": null
     *         }
     *       }
     *     }
     */
    readonly TicketHelperEvent: {
      /** @description The same in every retry. */
      readonly id: string;
      /**
       * @description The event. It decides the form of `data`.
       * @enum {string}
       */
      readonly type: "ticket.created" | "ticket.updated" | "message.received";
      /**
       * @description The version of the form of `data`.
       * @constant
       */
      readonly version: 1;
      /** @description Id of the tenant. */
      readonly tenantId: string;
      /**
       * Format: date-time
       * @description When it happened, ISO 8601 in UTC.
       */
      readonly occurredAt: string;
      /** @description `{ticket}` for events of tickets, or `{ticketId}` if the ticket is too large for a queue; `{ticketId, message}` for messages. */
      readonly data: {
        /** @description The ticket at the time of the event. */
        readonly ticket?: components["schemas"]["Ticket"];
        /** @description Id of the ticket. */
        readonly ticketId?: string;
        /** @description A message of the customer. */
        readonly message?: {
          /** @description The text; null if it is too long for a queue: read it through the API. */
          readonly text: string | null;
          /** @description The number of the message in its conversation. */
          readonly number: number;
          /**
           * @description The kind of the message.
           * @enum {string}
           */
          readonly kind: "customer" | "reply" | "note" | "ai_message" | "ai_suggestion";
          /** @description Who wrote it. */
          readonly author: {
            /**
             * @description Always `customer`.
             * @enum {string}
             */
            readonly type: "customer" | "agent" | "rule" | "system" | "origin" | "ai";
            /** @description The provider's id of the customer. */
            readonly id: string;
            /** @description The name that the provider gives, or null. */
            readonly name: string | null;
            /** @description The handle, number or address, or null. */
            readonly handle: string | null;
          };
          /** @description The subject of a mail or review, or null. */
          readonly subject: string | null;
          /**
           * Format: date-time
           * @description When it was created, ISO 8601 in UTC.
           */
          readonly createdAt: string;
          /** @description The number of the message that it answers, or null. */
          readonly inReplyTo: number | null;
          /** @description Stars from 1 to 5 of a review or rating, or null. */
          readonly starRating: number | null;
        };
      };
    };
    /**
     * @description The agents and teams of a tenant.
     * @example {
     *       "agents": [
     *         {
     *           "id": "u-1",
     *           "name": "Noor",
     *           "email": "noor@acme.example",
     *           "role": "agent",
     *           "teamIds": [
     *             "t-1"
     *           ]
     *         }
     *       ],
     *       "teams": [
     *         {
     *           "id": "t-1",
     *           "name": "Night shift"
     *         }
     *       ]
     *     }
     */
    readonly UserServiceAnswer: {
      /** @description All agents. */
      readonly agents?: readonly {
        /** @description Your id of the agent: without spaces, control characters and `# / \ ? % ,`, and not `me` or `none`. */
        readonly id: string;
        /** @description The name of the agent. */
        readonly name: string;
        /**
         * Format: email
         * @description The mail address, which nobody else of the tenant has.
         */
        readonly email: string;
        /**
         * @description What the agent may do.
         * @enum {string}
         */
        readonly role: "admin" | "supervisor" | "agent";
        /** @description Ids of the teams of the agent. Unknown ones are left out. */
        readonly teamIds: readonly string[];
      }[];
      /** @description All teams. */
      readonly teams?: readonly {
        /** @description Your id of the team, in the same form. */
        readonly id: string;
        /** @description The name of the team. */
        readonly name: string;
      }[];
    };
    /**
     * @description Whose agents and teams the hub asks for.
     * @example {
     *       "tenantId": "tn-7"
     *     }
     */
    readonly UserServiceRequest: {
      /** @description Id of the tenant. */
      readonly tenantId: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type Problem = components['schemas']['Problem'];
export type Health = components['schemas']['Health'];
export type NewTenant = components['schemas']['NewTenant'];
export type TenantDraft = components['schemas']['TenantDraft'];
export type Tenant = components['schemas']['Tenant'];
export type TenantChange = components['schemas']['TenantChange'];
export type User = components['schemas']['User'];
export type Registration = components['schemas']['Registration'];
export type Session = components['schemas']['Session'];
export type SignIn = components['schemas']['SignIn'];
export type PasskeyRequestOptions = components['schemas']['PasskeyRequestOptions'];
export type SessionRefresh = components['schemas']['SessionRefresh'];
export type OfferedProviders = components['schemas']['OfferedProviders'];
export type OfferedProvider = components['schemas']['OfferedProvider'];
export type OidcStarted = components['schemas']['OidcStarted'];
export type OidcStart = components['schemas']['OidcStart'];
export type Me = components['schemas']['Me'];
export type MeChange = components['schemas']['MeChange'];
export type Totp = components['schemas']['Totp'];
export type TotpSecret = components['schemas']['TotpSecret'];
export type TotpStart = components['schemas']['TotpStart'];
export type RecoveryCodes = components['schemas']['RecoveryCodes'];
export type TotpConfirmation = components['schemas']['TotpConfirmation'];
export type RecoveryCodesRenewal = components['schemas']['RecoveryCodesRenewal'];
export type TotpEnd = components['schemas']['TotpEnd'];
export type Passkeys = components['schemas']['Passkeys'];
export type Passkey = components['schemas']['Passkey'];
export type PasskeyCreationOptions = components['schemas']['PasskeyCreationOptions'];
export type PasskeyStart = components['schemas']['PasskeyStart'];
export type PasskeyDraft = components['schemas']['PasskeyDraft'];
export type PasskeyChange = components['schemas']['PasskeyChange'];
export type PasswordReset = components['schemas']['PasswordReset'];
export type PasswordResetCompletion = components['schemas']['PasswordResetCompletion'];
export type Devices = components['schemas']['Devices'];
export type Device = components['schemas']['Device'];
export type NewDevice = components['schemas']['NewDevice'];
export type DeviceDraft = components['schemas']['DeviceDraft'];
export type AgentPage = components['schemas']['AgentPage'];
export type Agent = components['schemas']['Agent'];
export type AgentDraft = components['schemas']['AgentDraft'];
export type AgentChange = components['schemas']['AgentChange'];
export type InvitationPage = components['schemas']['InvitationPage'];
export type Invitation = components['schemas']['Invitation'];
export type InvitationDraft = components['schemas']['InvitationDraft'];
export type InvitationAcceptance = components['schemas']['InvitationAcceptance'];
export type IdentityIssuerPage = components['schemas']['IdentityIssuerPage'];
export type IdentityIssuer = components['schemas']['IdentityIssuer'];
export type IdentityIssuerDraft = components['schemas']['IdentityIssuerDraft'];
export type IdentityIssuerChange = components['schemas']['IdentityIssuerChange'];
export type IdentityProviderPage = components['schemas']['IdentityProviderPage'];
export type IdentityProvider = components['schemas']['IdentityProvider'];
export type IdentityProviderDraft = components['schemas']['IdentityProviderDraft'];
export type IdentityProviderChange = components['schemas']['IdentityProviderChange'];
export type TeamPage = components['schemas']['TeamPage'];
export type Team = components['schemas']['Team'];
export type TeamDraft = components['schemas']['TeamDraft'];
export type TeamChange = components['schemas']['TeamChange'];
export type UserService = components['schemas']['UserService'];
export type ApiKeyPage = components['schemas']['ApiKeyPage'];
export type ApiKey = components['schemas']['ApiKey'];
export type NewApiKey = components['schemas']['NewApiKey'];
export type ApiKeyDraft = components['schemas']['ApiKeyDraft'];
export type Directory = components['schemas']['Directory'];
export type AttachmentUpload = components['schemas']['AttachmentUpload'];
export type AttachmentDraft = components['schemas']['AttachmentDraft'];
export type Attachment = components['schemas']['Attachment'];
export type OriginPage = components['schemas']['OriginPage'];
export type Origin = components['schemas']['Origin'];
export type Continuity = components['schemas']['Continuity'];
export type WidgetLook = components['schemas']['WidgetLook'];
export type WidgetHours = components['schemas']['WidgetHours'];
export type OriginDraft = components['schemas']['OriginDraft'];
export type OriginChange = components['schemas']['OriginChange'];
export type OriginHealth = components['schemas']['OriginHealth'];
export type OriginTest = components['schemas']['OriginTest'];
export type Job = components['schemas']['Job'];
export type UnreadableEventPage = components['schemas']['UnreadableEventPage'];
export type UnreadableEvent = components['schemas']['UnreadableEvent'];
export type ReplayedEvent = components['schemas']['ReplayedEvent'];
export type WebhookPage = components['schemas']['WebhookPage'];
export type Webhook = components['schemas']['Webhook'];
export type NewWebhook = components['schemas']['NewWebhook'];
export type WebhookDraft = components['schemas']['WebhookDraft'];
export type ChangedWebhook = components['schemas']['ChangedWebhook'];
export type WebhookChange = components['schemas']['WebhookChange'];
export type WebhookDeliveryPage = components['schemas']['WebhookDeliveryPage'];
export type WebhookDelivery = components['schemas']['WebhookDelivery'];
export type WebhookReplayResult = components['schemas']['WebhookReplayResult'];
export type WebhookReplay = components['schemas']['WebhookReplay'];
export type TicketPage = components['schemas']['TicketPage'];
export type Ticket = components['schemas']['Ticket'];
export type ConversationDraft = components['schemas']['ConversationDraft'];
export type TemplateDraft = components['schemas']['TemplateDraft'];
export type TicketLogEntryPage = components['schemas']['TicketLogEntryPage'];
export type TicketLogEntry = components['schemas']['TicketLogEntry'];
export type TicketChange = components['schemas']['TicketChange'];
export type BulkResult = components['schemas']['BulkResult'];
export type BulkChange = components['schemas']['BulkChange'];
export type Merge = components['schemas']['Merge'];
export type TicketLinks = components['schemas']['TicketLinks'];
export type TicketLink = components['schemas']['TicketLink'];
export type TicketLinkDraft = components['schemas']['TicketLinkDraft'];
export type MessagePage = components['schemas']['MessagePage'];
export type Message = components['schemas']['Message'];
export type Template = components['schemas']['Template'];
export type Choices = components['schemas']['Choices'];
export type MessageDraft = components['schemas']['MessageDraft'];
export type MessageChange = components['schemas']['MessageChange'];
export type MessageEditPage = components['schemas']['MessageEditPage'];
export type MessageEdit = components['schemas']['MessageEdit'];
export type AcceptedSuggestion = components['schemas']['AcceptedSuggestion'];
export type ReactionDraft = components['schemas']['ReactionDraft'];
export type AiAnswer = components['schemas']['AiAnswer'];
export type SummaryDraft = components['schemas']['SummaryDraft'];
export type TranslationDraft = components['schemas']['TranslationDraft'];
export type Translations = components['schemas']['Translations'];
export type EscalationPage = components['schemas']['EscalationPage'];
export type Escalation = components['schemas']['Escalation'];
export type EscalationTarget = components['schemas']['EscalationTarget'];
export type NewEscalation = components['schemas']['NewEscalation'];
export type EscalationChange = components['schemas']['EscalationChange'];
export type QueuePage = components['schemas']['QueuePage'];
export type Queue = components['schemas']['Queue'];
export type Condition = components['schemas']['Condition'];
export type Counters = components['schemas']['Counters'];
export type QueueDraft = components['schemas']['QueueDraft'];
export type QueueChange = components['schemas']['QueueChange'];
export type RulePage = components['schemas']['RulePage'];
export type Rule = components['schemas']['Rule'];
export type RuleAction = components['schemas']['RuleAction'];
export type RuleTimer = components['schemas']['RuleTimer'];
export type SavedRule = components['schemas']['SavedRule'];
export type RuleWarning = components['schemas']['RuleWarning'];
export type RuleDraft = components['schemas']['RuleDraft'];
export type RuleDryRunResult = components['schemas']['RuleDryRunResult'];
export type FieldChange = components['schemas']['FieldChange'];
export type RuleDryRun = components['schemas']['RuleDryRun'];
export type TriedRule = components['schemas']['TriedRule'];
export type RuleExport = components['schemas']['RuleExport'];
export type TravellingRule = components['schemas']['TravellingRule'];
export type RuleImportResult = components['schemas']['RuleImportResult'];
export type RuleImport = components['schemas']['RuleImport'];
export type ImportedRule = components['schemas']['ImportedRule'];
export type RuleRunPage = components['schemas']['RuleRunPage'];
export type RuleRun = components['schemas']['RuleRun'];
export type RuleChange = components['schemas']['RuleChange'];
export type EnrichmentListPage = components['schemas']['EnrichmentListPage'];
export type EnrichmentList = components['schemas']['EnrichmentList'];
export type EnrichmentEntry = components['schemas']['EnrichmentEntry'];
export type EnrichmentListDraft = components['schemas']['EnrichmentListDraft'];
export type EnrichmentListChange = components['schemas']['EnrichmentListChange'];
export type EnrichmentUpload = components['schemas']['EnrichmentUpload'];
export type EnrichmentUploadDraft = components['schemas']['EnrichmentUploadDraft'];
export type EnrichmentUploadStart = components['schemas']['EnrichmentUploadStart'];
export type EventsAccepted = components['schemas']['EventsAccepted'];
export type Events = components['schemas']['Events'];
export type Event = components['schemas']['Event'];
export type DeadLetterPage = components['schemas']['DeadLetterPage'];
export type DeadLetter = components['schemas']['DeadLetter'];
export type SearchResult = components['schemas']['SearchResult'];
export type SearchHit = components['schemas']['SearchHit'];
export type SocketTicket = components['schemas']['SocketTicket'];
export type WidgetSettings = components['schemas']['WidgetSettings'];
export type VisitorSession = components['schemas']['VisitorSession'];
export type VisitorSessionDraft = components['schemas']['VisitorSessionDraft'];
export type VisitorMessagePage = components['schemas']['VisitorMessagePage'];
export type VisitorMessage = components['schemas']['VisitorMessage'];
export type VisitorUpdates = components['schemas']['VisitorUpdates'];
export type VisitorChat = components['schemas']['VisitorChat'];
export type VisitorPost = components['schemas']['VisitorPost'];
export type VisitorAck = components['schemas']['VisitorAck'];
export type VisitorRating = components['schemas']['VisitorRating'];
export type VisitorFileDraft = components['schemas']['VisitorFileDraft'];
export type VisitorSocketTicket = components['schemas']['VisitorSocketTicket'];
export type ApplicationPage = components['schemas']['ApplicationPage'];
export type Application = components['schemas']['Application'];
export type ApplicationDraft = components['schemas']['ApplicationDraft'];
export type ApplicationChange = components['schemas']['ApplicationChange'];
export type ChatPage = components['schemas']['ChatPage'];
export type Chat = components['schemas']['Chat'];
export type ChatDraft = components['schemas']['ChatDraft'];
export type ChatChange = components['schemas']['ChatChange'];
export type ChatMessagePage = components['schemas']['ChatMessagePage'];
export type ChatMessage = components['schemas']['ChatMessage'];
export type ChatPost = components['schemas']['ChatPost'];
export type FoundChatMessagePage = components['schemas']['FoundChatMessagePage'];
export type FoundChatMessage = components['schemas']['FoundChatMessage'];
export type ChatMessageWithEdits = components['schemas']['ChatMessageWithEdits'];
export type ChatEdit = components['schemas']['ChatEdit'];
export type FoundPersonPage = components['schemas']['FoundPersonPage'];
export type FoundPerson = components['schemas']['FoundPerson'];
export type GroupPage = components['schemas']['GroupPage'];
export type Group = components['schemas']['Group'];
export type GroupStarted = components['schemas']['GroupStarted'];
export type GroupDraft = components['schemas']['GroupDraft'];
export type GroupJoin = components['schemas']['GroupJoin'];
export type GroupChange = components['schemas']['GroupChange'];
export type MembershipChange = components['schemas']['MembershipChange'];
export type GroupMemberPage = components['schemas']['GroupMemberPage'];
export type GroupMember = components['schemas']['GroupMember'];
export type GroupMemberChange = components['schemas']['GroupMemberChange'];
export type GroupInvitation = components['schemas']['GroupInvitation'];
export type GroupBanPage = components['schemas']['GroupBanPage'];
export type GroupBan = components['schemas']['GroupBan'];
export type GroupBanDraft = components['schemas']['GroupBanDraft'];
export type DirectPage = components['schemas']['DirectPage'];
export type Direct = components['schemas']['Direct'];
export type DirectDraft = components['schemas']['DirectDraft'];
export type DirectChange = components['schemas']['DirectChange'];
export type OwnReport = components['schemas']['OwnReport'];
export type ReportDraft = components['schemas']['ReportDraft'];
export type ReportPage = components['schemas']['ReportPage'];
export type Report = components['schemas']['Report'];
export type ReportChange = components['schemas']['ReportChange'];
export type Acknowledged = components['schemas']['Acknowledged'];
export type Ack = components['schemas']['Ack'];
export type SentFramesResult = components['schemas']['SentFramesResult'];
export type SentFrame = components['schemas']['SentFrame'];
export type SentFrames = components['schemas']['SentFrames'];
export type OwedItemPage = components['schemas']['OwedItemPage'];
export type OwedItem = components['schemas']['OwedItem'];
export type Rebuild = components['schemas']['Rebuild'];
export type RebuildDraft = components['schemas']['RebuildDraft'];
export type Rebuilds = components['schemas']['Rebuilds'];
export type Recount = components['schemas']['Recount'];
export type RecountUnderWay = components['schemas']['RecountUnderWay'];
export type RecountRunning = components['schemas']['RecountRunning'];
export type RecountFailed = components['schemas']['RecountFailed'];
export type RecountStatus = components['schemas']['RecountStatus'];
export type ReplayedTicket = components['schemas']['ReplayedTicket'];
export type Started = components['schemas']['Started'];
export type AuditEntryPage = components['schemas']['AuditEntryPage'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type OpenApiDocument = components['schemas']['OpenApiDocument'];
export type MetaCredentials = components['schemas']['MetaCredentials'];
export type MetaCredentialsChange = components['schemas']['MetaCredentialsChange'];
export type FacebookOriginDraft = components['schemas']['FacebookOriginDraft'];
export type InstagramOriginDraft = components['schemas']['InstagramOriginDraft'];
export type XCredentials = components['schemas']['XCredentials'];
export type XCredentialsChange = components['schemas']['XCredentialsChange'];
export type XOriginDraft = components['schemas']['XOriginDraft'];
export type WhatsappOriginDraft = components['schemas']['WhatsappOriginDraft'];
export type LinkedinCredentials = components['schemas']['LinkedinCredentials'];
export type LinkedinCredentialsChange = components['schemas']['LinkedinCredentialsChange'];
export type LinkedinOriginDraft = components['schemas']['LinkedinOriginDraft'];
export type MailCredentials = components['schemas']['MailCredentials'];
export type MailCredentialsChange = components['schemas']['MailCredentialsChange'];
export type MailOriginDraft = components['schemas']['MailOriginDraft'];
export type TrustpilotCredentials = components['schemas']['TrustpilotCredentials'];
export type TrustpilotCredentialsChange = components['schemas']['TrustpilotCredentialsChange'];
export type TrustpilotOriginDraft = components['schemas']['TrustpilotOriginDraft'];
export type TelegramCredentials = components['schemas']['TelegramCredentials'];
export type TelegramCredentialsChange = components['schemas']['TelegramCredentialsChange'];
export type TelegramOriginDraft = components['schemas']['TelegramOriginDraft'];
export type TwilioCredentials = components['schemas']['TwilioCredentials'];
export type TwilioCredentialsChange = components['schemas']['TwilioCredentialsChange'];
export type TwilioOriginDraft = components['schemas']['TwilioOriginDraft'];
export type LivechatCredentials = components['schemas']['LivechatCredentials'];
export type LivechatCredentialsChange = components['schemas']['LivechatCredentialsChange'];
export type LivechatOriginDraft = components['schemas']['LivechatOriginDraft'];
export type ApplicationCredentials = components['schemas']['ApplicationCredentials'];
export type ApplicationCredentialsChange = components['schemas']['ApplicationCredentialsChange'];
export type ApplicationOriginDraft = components['schemas']['ApplicationOriginDraft'];
export type ApiCredentials = components['schemas']['ApiCredentials'];
export type ApiCredentialsChange = components['schemas']['ApiCredentialsChange'];
export type ApiOriginDraft = components['schemas']['ApiOriginDraft'];
export type ClientSendFrame = components['schemas']['ClientSendFrame'];
export type ClientAckFrame = components['schemas']['ClientAckFrame'];
export type ClientResumeFrame = components['schemas']['ClientResumeFrame'];
export type ClientTypingFrame = components['schemas']['ClientTypingFrame'];
export type ClientPresenceFrame = components['schemas']['ClientPresenceFrame'];
export type ClientSubscribeFrame = components['schemas']['ClientSubscribeFrame'];
export type ClientGroupCreateFrame = components['schemas']['ClientGroupCreateFrame'];
export type ClientGroupUpdateFrame = components['schemas']['ClientGroupUpdateFrame'];
export type ClientFrame = components['schemas']['ClientFrame'];
export type ServerAcceptedFrame = components['schemas']['ServerAcceptedFrame'];
export type ServerTicketFrame = components['schemas']['ServerTicketFrame'];
export type ServerMessageFrame = components['schemas']['ServerMessageFrame'];
export type ServerAmendedFrame = components['schemas']['ServerAmendedFrame'];
export type ServerDeliveredFrame = components['schemas']['ServerDeliveredFrame'];
export type ServerReadFrame = components['schemas']['ServerReadFrame'];
export type ServerQueueFrame = components['schemas']['ServerQueueFrame'];
export type ServerStaleFrame = components['schemas']['ServerStaleFrame'];
export type ServerResumedFrame = components['schemas']['ServerResumedFrame'];
export type ServerTypingFrame = components['schemas']['ServerTypingFrame'];
export type ServerMentionFrame = components['schemas']['ServerMentionFrame'];
export type ServerFailureFrame = components['schemas']['ServerFailureFrame'];
export type ServerPresenceFrame = components['schemas']['ServerPresenceFrame'];
export type ServerErrorFrame = components['schemas']['ServerErrorFrame'];
export type ServerFrame = components['schemas']['ServerFrame'];
export type ChallengeAnswer = components['schemas']['ChallengeAnswer'];
export type ProviderCall = components['schemas']['ProviderCall'];
export type ProviderReceipt = components['schemas']['ProviderReceipt'];
export type RuleWebhook = components['schemas']['RuleWebhook'];
export type CustomerEvent = components['schemas']['CustomerEvent'];
export type ReplyReceipt = components['schemas']['ReplyReceipt'];
export type ReplyCallback = components['schemas']['ReplyCallback'];
export type AnalysisAnswer = components['schemas']['AnalysisAnswer'];
export type AnalysisRequest = components['schemas']['AnalysisRequest'];
export type TicketHelperEvent = components['schemas']['TicketHelperEvent'];
export type UserServiceAnswer = components['schemas']['UserServiceAnswer'];
export type UserServiceRequest = components['schemas']['UserServiceRequest'];
export type $defs = Record<string, never>;
export interface operations {
  readonly getHealth: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Health"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTenants: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["TenantDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["NewTenant"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTenant: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Tenant"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchTenant: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["TenantChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Tenant"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postRegistrations: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["Registration"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["User"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postSessions: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: {
      readonly content: {
        readonly "application/json": components["schemas"]["SignIn"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Session"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteSessions: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postSessionsPasskeyOptions: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["PasskeyRequestOptions"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postSessionsRefresh: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["SessionRefresh"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Session"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getSessionsOidcProviders: {
    readonly parameters: {
      readonly query: {
        /** @description The slug of the tenant. */
        readonly tenant: string;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["OfferedProviders"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postSessionsOidcStart: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["OidcStart"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["OidcStarted"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getOidcCallbackId: {
    readonly parameters: {
      readonly query?: {
        /** @description What the hub exchanges for the person. */
        readonly code?: string;
        /** @description The name of the sign-in. */
        readonly state?: string;
        /** @description The issuer that answers (RFC 9207). */
        readonly iss?: string;
        /** @description Why the provider signed nobody in. */
        readonly error?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the provider. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Go on to the address of Location */
      readonly 303: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getMe: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Me"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchMe: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["MeChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Me"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getMeTotp: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Totp"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postMeTotp: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["TotpStart"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["TotpSecret"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postMeTotpConfirm: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["TotpConfirmation"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["RecoveryCodes"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postMeTotpRecoveryCodes: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["RecoveryCodesRenewal"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["RecoveryCodes"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postMeTotpDisable: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["TotpEnd"];
      };
    };
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getMePasskeys: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Passkeys"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postMePasskeys: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["PasskeyDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Passkey"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postMePasskeysOptions: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["PasskeyStart"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["PasskeyCreationOptions"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteMePasskeysId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the passkey. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchMePasskeysId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the passkey. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["PasskeyChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Passkey"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postPasswordResets: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["PasswordReset"];
      };
    };
    readonly responses: {
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postPasswordResetsComplete: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["PasswordResetCompletion"];
      };
    };
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getDevices: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Devices"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postDevices: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["DeviceDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["NewDevice"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteDevicesId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the device. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getAgents: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The default is `name`; a leading `-` sorts in descending order. */
        readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["AgentPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postAgents: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["AgentDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Agent"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getAgentsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the agent. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Agent"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteAgentsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the agent. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchAgentsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the agent. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["AgentChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Agent"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteAgentsIdTotp: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the agent. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteAgentsIdPasskeys: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the agent. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getInvitations: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The default is `email`; a leading `-` sorts in descending order. */
        readonly sort?: "email" | "-email" | "createdAt" | "-createdAt";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["InvitationPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postInvitations: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["InvitationDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Invitation"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postInvitationsIdResend: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the invitation. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Invitation"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteInvitationsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the invitation. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postInvitationsAccept: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["InvitationAcceptance"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Agent"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getIdentityIssuers: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The default is `issuer`; a leading `-` sorts in descending order. */
        readonly sort?: "issuer" | "-issuer" | "createdAt" | "-createdAt";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["IdentityIssuerPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postIdentityIssuers: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["IdentityIssuerDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["IdentityIssuer"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteIdentityIssuersId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the issuer. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchIdentityIssuersId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the issuer. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["IdentityIssuerChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["IdentityIssuer"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getIdentityProviders: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The default is `name`; a leading `-` sorts in descending order. */
        readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["IdentityProviderPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postIdentityProviders: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["IdentityProviderDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["IdentityProvider"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteIdentityProvidersId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the provider. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchIdentityProvidersId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the provider. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["IdentityProviderChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["IdentityProvider"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postIdentityProvidersIdTest: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the provider. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["IdentityProvider"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTeams: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The default is `name`; a leading `-` sorts in descending order. */
        readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["TeamPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTeams: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["TeamDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Team"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTeamsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the team. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Team"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteTeamsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the team. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchTeamsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the team. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["TeamChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Team"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getUserService: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["UserService"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getApiKeys: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The default is `createdAt`; a leading `-` sorts in descending order. */
        readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ApiKeyPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postApiKeys: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ApiKeyDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["NewApiKey"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteApiKeysId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the key. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getDirectory: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Directory"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postAttachments: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["AttachmentDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["AttachmentUpload"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getAttachmentsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the attachment. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Attachment"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getOrigins: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The default is `name`; a leading `-` sorts in descending order. */
        readonly sort?: "name" | "-name" | "channel" | "-channel" | "createdAt" | "-createdAt";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["OriginPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postOrigins: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["OriginDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Origin"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getOriginsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the origin. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Origin"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteOriginsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the origin. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchOriginsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the origin. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["OriginChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Origin"];
        };
      };
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Origin"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getOriginsIdHealth: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the origin. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["OriginHealth"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postOriginsIdTest: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the origin. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["OriginTest"];
        };
      };
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Job"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getOriginsIdEvents: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description Only events in this state; `unreadable` is the only one that is kept. */
        readonly state?: "unreadable";
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the origin. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["UnreadableEventPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postOriginsIdEventsEventIdReplay: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the origin. */
        readonly id: string;
        /** @description Id of the event. */
        readonly eventId: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ReplayedEvent"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getWebhooks: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The default is `createdAt`; a leading `-` sorts in descending order. */
        readonly sort?: "createdAt" | "-createdAt" | "url" | "-url";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["WebhookPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postWebhooks: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["WebhookDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["NewWebhook"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getWebhooksId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the webhook. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Webhook"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteWebhooksId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the webhook. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchWebhooksId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the webhook. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["WebhookChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChangedWebhook"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getWebhooksIdDeliveries: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the webhook. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["WebhookDeliveryPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postWebhooksIdDeliveriesDeliveryIdRetry: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the webhook. */
        readonly id: string;
        /** @description Id of the delivery, which is the `webhook-id` of its calls. */
        readonly deliveryId: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["WebhookDelivery"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postWebhooksIdReplay: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the webhook. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["WebhookReplay"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["WebhookReplayResult"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTickets: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description Only tickets with this value, exactly. How urgent the ticket is. */
        readonly priority?: "low" | "normal" | "high" | "urgent";
        /** @description Only tickets with this value, exactly. The channel of the origin. */
        readonly channel?: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "application" | "api";
        /** @description Only tickets with this value, exactly. The customer’s sentiment in the newest message, as the AI toolbox, an integration, a rule or a list says, or null. */
        readonly sentiment?: string;
        /** @description Only tickets with this value, exactly. The language of the customer’s newest message as a tag such as `de` or `pt-BR`, as the AI toolbox, an integration, a rule or a list says, or null. */
        readonly language?: string;
        /** @description The default is `-updatedAt`: newest activity first. A leading `-` sorts in descending order. By `waitingSince`, whoever waits longest comes first; tickets whose customer does not wait come last, in both directions. */
        readonly sort?: "updatedAt" | "-updatedAt" | "createdAt" | "-createdAt" | "waitingSince" | "-waitingSince";
        /** @description Only these statuses, separated by commas. */
        readonly status?: string;
        /** @description Only tickets that are in this queue. */
        readonly queueId?: string;
        /** @description Only tickets of this origin. */
        readonly originId?: string;
        /** @description Only tickets of this agent. `me` is the caller, who must be an agent; `none` is no agent. */
        readonly ownerId?: string;
        /** @description Only tickets of this team. */
        readonly teamId?: string;
        /** @description Only tickets with this tag. */
        readonly tag?: string;
        /** @description Only the ticket with this number. */
        readonly sequence?: number;
        /** @description Only tickets that changed or got a visible message since this time, ISO 8601 in UTC. */
        readonly updatedSince?: string;
        /** @description Only tickets in which these words occur, as in `GET /v1/search`. */
        readonly q?: string;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["TicketPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTickets: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ConversationDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Ticket"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTicketsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Ticket"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchTicketsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["TicketChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Ticket"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTicketsIdLog: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description `asc`, the default: oldest first. `desc`: newest first. */
        readonly order?: "asc" | "desc";
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["TicketLogEntryPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTicketsIdTake: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Ticket"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTicketsBulk: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["BulkChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["BulkResult"];
        };
      };
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Job"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTicketsIdMerge: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["Merge"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Ticket"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTicketsIdLinks: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["TicketLinks"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTicketsIdLinks: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["TicketLinkDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["TicketLink"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteTicketsIdLinksTicketId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description Id of the other ticket. */
        readonly ticketId: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTicketsIdMessages: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description `desc`: newest first. Oldest first unless given. */
        readonly order?: "asc" | "desc";
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["MessagePage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTicketsIdMessages: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["MessageDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Message"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteTicketsIdMessagesNumber: {
    readonly parameters: {
      readonly query?: {
        /** @description The `conversationId` of the message, where the ticket covers several. */
        readonly conversationId?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchTicketsIdMessagesNumber: {
    readonly parameters: {
      readonly query?: {
        /** @description The `conversationId` of the message, where the ticket covers several. */
        readonly conversationId?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["MessageChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Message"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTicketsIdMessagesNumberEdits: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The `conversationId` of the message, where the ticket covers several. */
        readonly conversationId?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["MessageEditPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTicketsIdMessagesNumberRetry: {
    readonly parameters: {
      readonly query?: {
        /** @description The `conversationId` of the message, where the ticket covers several. */
        readonly conversationId?: string;
      };
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Message"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTicketsIdSuggestionsNumberAccept: {
    readonly parameters: {
      readonly query?: {
        /** @description The `conversationId` of the message, where the ticket covers several. */
        readonly conversationId?: string;
      };
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: {
      readonly content: {
        readonly "application/json": components["schemas"]["AcceptedSuggestion"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Message"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTicketsIdSuggestionsNumberDismiss: {
    readonly parameters: {
      readonly query?: {
        /** @description The `conversationId` of the message, where the ticket covers several. */
        readonly conversationId?: string;
      };
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Message"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getThreadsIdMessages: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description `desc`: newest first. Oldest first unless given. */
        readonly order?: "asc" | "desc";
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the thread. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["MessagePage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly putTicketsIdMessagesNumberReactions: {
    readonly parameters: {
      readonly query?: {
        /** @description The `conversationId` of the message, where the ticket covers several. */
        readonly conversationId?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ReactionDraft"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Message"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteTicketsIdMessagesNumberReactions: {
    readonly parameters: {
      readonly query?: {
        /** @description The `conversationId` of the message, where the ticket covers several. */
        readonly conversationId?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTicketsIdSummary: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["AiAnswer"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTicketsIdSummary: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: {
      readonly content: {
        readonly "application/json": components["schemas"]["SummaryDraft"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["AiAnswer"];
        };
      };
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Job"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTicketsIdMessagesNumberTranslation: {
    readonly parameters: {
      readonly query?: {
        /** @description The `conversationId` of the message, where the ticket covers several. */
        readonly conversationId?: string;
      };
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["TranslationDraft"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["AiAnswer"];
        };
      };
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Job"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTicketsIdMessagesNumberTranslations: {
    readonly parameters: {
      readonly query?: {
        /** @description The `conversationId` of the message, where the ticket covers several. */
        readonly conversationId?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Translations"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getTicketsIdEscalations: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["EscalationPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postTicketsIdEscalations: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["NewEscalation"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Escalation"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchTicketsIdEscalationsEscalationId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
        /** @description Id of the escalation. */
        readonly escalationId: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["EscalationChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Escalation"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getQueues: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The default is `priority`; a leading `-` sorts in descending order. */
        readonly sort?: "priority" | "-priority" | "name" | "-name" | "createdAt" | "-createdAt";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["QueuePage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postQueues: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["QueueDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Queue"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getQueuesId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the queue. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Queue"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteQueuesId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the queue. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchQueuesId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the queue. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["QueueChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Queue"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getQueuesIdTickets: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description Only these statuses, separated by commas. */
        readonly status?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the queue. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["TicketPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getRules: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The default is `weight`; a leading `-` sorts in descending order. */
        readonly sort?: "weight" | "-weight" | "name" | "-name" | "createdAt" | "-createdAt";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["RulePage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postRules: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["RuleDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["SavedRule"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postRulesDryRun: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["RuleDryRun"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["RuleDryRunResult"];
        };
      };
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Job"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getRulesExport: {
    readonly parameters: {
      readonly query?: {
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["RuleExport"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postRulesImport: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["RuleImport"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["RuleImportResult"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getRulesId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the rule. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Rule"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteRulesId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the rule. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchRulesId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the rule. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["RuleChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["SavedRule"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getRulesIdRuns: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the rule. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["RuleRunPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getEnrichmentLists: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The default is `createdAt`; a leading `-` sorts in descending order. */
        readonly sort?: "createdAt" | "-createdAt" | "name" | "-name";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["EnrichmentListPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postEnrichmentLists: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["EnrichmentListDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["EnrichmentList"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getEnrichmentListsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the list. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["EnrichmentList"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteEnrichmentListsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the list. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchEnrichmentListsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the list. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["EnrichmentListChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["EnrichmentList"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postEnrichmentListsIdUploads: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the list. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["EnrichmentUploadDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["EnrichmentUpload"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postEnrichmentListsIdUploadsUploadIdStart: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the list. */
        readonly id: string;
        /** @description Id of the upload. */
        readonly uploadId: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["EnrichmentUploadStart"];
      };
    };
    readonly responses: {
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Job"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getJobsId: {
    readonly parameters: {
      readonly query?: {
        /** @description For a change of many tickets: the number of results, with `nextCursor` in `result`. By default, all of them. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page. */
        readonly cursor?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the job, as the 202 has it. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Job"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postEventsTopic: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description The name of the topic, such as `tickets`. */
        readonly topic: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["Events"];
      };
    };
    readonly responses: {
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["EventsAccepted"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getDeadLetters: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description Only dead letters of this topic. */
        readonly topic?: string;
        /** @description Only dead letters whose records were written to their topic at this time or later, ISO 8601 in UTC. */
        readonly since?: string;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["DeadLetterPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postDeadLettersIdReplay: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the dead letter. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["DeadLetter"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getSearch: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description Only tickets with this value, exactly. How urgent the ticket is. */
        readonly priority?: "low" | "normal" | "high" | "urgent";
        /** @description Only tickets with this value, exactly. The channel of the origin. */
        readonly channel?: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "application" | "api";
        /** @description Only tickets with this value, exactly. The customer’s sentiment in the newest message, as the AI toolbox, an integration, a rule or a list says, or null. */
        readonly sentiment?: string;
        /** @description Only tickets with this value, exactly. The language of the customer’s newest message as a tag such as `de` or `pt-BR`, as the AI toolbox, an integration, a rule or a list says, or null. */
        readonly language?: string;
        /** @description The words to look for; by default, every ticket that matches the other parameters. */
        readonly q?: string;
        /** @description The default is newest activity first. */
        readonly sort?: "-updatedAt" | "relevance";
        /** @description Only these statuses, separated by commas. */
        readonly status?: string;
        /** @description Only tickets that are in this queue. */
        readonly queueId?: string;
        /** @description Only tickets of this origin. */
        readonly originId?: string;
        /** @description Only tickets of this agent. `me` is the caller, who must be an agent; `none` is no agent. */
        readonly ownerId?: string;
        /** @description Only tickets of this team. */
        readonly teamId?: string;
        /** @description Only tickets with this tag. */
        readonly tag?: string;
        /** @description Only tickets that changed or got a visible message since this time, ISO 8601 in UTC. */
        readonly updatedSince?: string;
        /** @description `true` adds the number of hits by value. */
        readonly facets?: "true" | "false";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["SearchResult"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postSocketTickets: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["SocketTicket"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getLivechatSettings: {
    readonly parameters: {
      readonly query: {
        /** @description Only tickets of this origin. */
        readonly originId: string;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["WidgetSettings"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postLivechatSessions: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["VisitorSessionDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["VisitorSession"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getLivechatMessages: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["VisitorMessagePage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postLivechatMessages: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["VisitorPost"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["VisitorMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getLivechatUpdates: {
    readonly parameters: {
      readonly query?: {
        /** @description The `position` of the session or of the previous call. */
        readonly position?: string;
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["VisitorUpdates"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postLivechatAcks: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["VisitorAck"];
      };
    };
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly putLivechatRating: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["VisitorRating"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["VisitorChat"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postLivechatAttachments: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["VisitorFileDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["AttachmentUpload"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postLivechatSocketTickets: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["VisitorSocketTicket"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getApplications: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description `asc`: oldest first. Newest first unless given. */
        readonly order?: "asc" | "desc";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ApplicationPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postApplications: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ApplicationDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Application"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getApplicationsToken: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Application"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchApplicationsToken: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ApplicationChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Application"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getApplicationsTokenChats: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description `asc`: oldest first. Newest first unless given. */
        readonly order?: "asc" | "desc";
      };
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postApplicationsTokenChats: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: {
      readonly content: {
        readonly "application/json": components["schemas"]["ChatDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Chat"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getApplicationsTokenChatsNumber: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
        /** @description The number of the chat in its application. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Chat"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchApplicationsTokenChatsNumber: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
        /** @description The number of the chat in its application. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ChatChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Chat"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getApplicationsTokenChatsNumberMessages: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description `asc`: oldest first. Newest first unless given. */
        readonly order?: "asc" | "desc";
        /** @description Only the messages in the thread of the message with this number, without that one. */
        readonly thread?: number;
      };
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
        /** @description The number of the chat in its application. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessagePage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postApplicationsTokenChatsNumberMessages: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
        /** @description The number of the chat in its application. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ChatPost"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getApplicationsTokenChatsNumberMessagesSearch: {
    readonly parameters: {
      readonly query: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The words to look for. */
        readonly q: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
        /** @description The number of the chat in its application. */
        readonly number: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["FoundChatMessagePage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getApplicationsTokenChatsNumberMessagesN: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
        /** @description The number of the chat in its application. */
        readonly number: number;
        /** @description The number of the message in its chat. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessageWithEdits"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteApplicationsTokenChatsNumberMessagesN: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
        /** @description The number of the chat in its application. */
        readonly number: number;
        /** @description The number of the message in its chat. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchApplicationsTokenChatsNumberMessagesN: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
        /** @description The number of the chat in its application. */
        readonly number: number;
        /** @description The number of the message in its chat. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ChatEdit"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getUsers: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description Beginnings of words of the name. */
        readonly q?: string;
        /** @description The mail address. Case does not matter. */
        readonly email?: string;
        /** @description The mobile number; only its digits are compared. */
        readonly mobileNumber?: string;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["FoundPersonPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getGroups: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["GroupPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postGroups: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["GroupDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Group"];
        };
      };
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["GroupStarted"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postGroupsJoin: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["GroupJoin"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Group"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getGroupsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Group"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchGroupsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["GroupChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Group"];
        };
      };
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["GroupStarted"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchGroupsIdMembership: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["MembershipChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Group"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getGroupsIdMembers: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["GroupMemberPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchGroupsIdMembersUserId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
        /** @description Id of the member. */
        readonly userId: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["GroupMemberChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["GroupMember"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postGroupsIdInvitation: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["GroupInvitation"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteGroupsIdInvitation: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getGroupsIdBans: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["GroupBanPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly putGroupsIdBansUserId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
        /** @description Id of the member. */
        readonly userId: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: {
      readonly content: {
        readonly "application/json": components["schemas"]["GroupBanDraft"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["GroupBan"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteGroupsIdBansUserId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
        /** @description Id of the member. */
        readonly userId: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getGroupsIdMessages: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description `asc`: oldest first. Newest first unless given. */
        readonly order?: "asc" | "desc";
        /** @description Only the messages in the thread of the message with this number, without that one. */
        readonly thread?: number;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessagePage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postGroupsIdMessages: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ChatPost"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getGroupsIdMessagesN: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessageWithEdits"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteGroupsIdMessagesN: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchGroupsIdMessagesN: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ChatEdit"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getDirects: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["DirectPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postDirects: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["DirectDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Direct"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getDirectsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the direct. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Direct"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchDirectsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the direct. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["DirectChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Direct"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getDirectsIdMessages: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description `asc`: oldest first. Newest first unless given. */
        readonly order?: "asc" | "desc";
        /** @description Only the messages in the thread of the message with this number, without that one. */
        readonly thread?: number;
      };
      readonly header?: never;
      readonly path: {
        /** @description Id of the direct. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessagePage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postDirectsIdMessages: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the direct. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ChatPost"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getDirectsIdMessagesN: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the direct. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessageWithEdits"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteDirectsIdMessagesN: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the direct. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done, no content */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchDirectsIdMessagesN: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the direct. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ChatEdit"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly putApplicationsTokenChatsNumberMessagesNReactionsEmoji: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
        /** @description The number of the chat in its application. */
        readonly number: number;
        /** @description The number of the message in its chat. */
        readonly n: number;
        /** @description One emoji, percent-encoded. Another text is a 422. */
        readonly emoji: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteApplicationsTokenChatsNumberMessagesNReactionsEmoji: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
        /** @description The number of the chat in its application. */
        readonly number: number;
        /** @description The number of the message in its chat. */
        readonly n: number;
        /** @description One emoji, percent-encoded. Another text is a 422. */
        readonly emoji: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly putGroupsIdMessagesNReactionsEmoji: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
        /** @description One emoji, percent-encoded. Another text is a 422. */
        readonly emoji: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteGroupsIdMessagesNReactionsEmoji: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
        /** @description One emoji, percent-encoded. Another text is a 422. */
        readonly emoji: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly putDirectsIdMessagesNReactionsEmoji: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the direct. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
        /** @description One emoji, percent-encoded. Another text is a 422. */
        readonly emoji: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly deleteDirectsIdMessagesNReactionsEmoji: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the direct. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
        /** @description One emoji, percent-encoded. Another text is a 422. */
        readonly emoji: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ChatMessage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postGroupsIdMessagesNReport: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the group, or its `conversationId`. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ReportDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["OwnReport"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postDirectsIdMessagesNReport: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description Id of the direct. */
        readonly id: string;
        /** @description The number of the message in its conversation. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ReportDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["OwnReport"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postApplicationsTokenChatsNumberMessagesNReport: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path: {
        /** @description The token of the application. */
        readonly token: string;
        /** @description The number of the chat in its application. */
        readonly number: number;
        /** @description The number of the message in its chat. */
        readonly n: number;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ReportDraft"];
      };
    };
    readonly responses: {
      /** @description Created */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["OwnReport"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getReports: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description The state of the reports; `open` unless you give it. */
        readonly state?: "open" | "settled" | "dismissed";
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ReportPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly patchReportsId: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the report. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ReportChange"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Report"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postAcks: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["Ack"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Acknowledged"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postSend: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["SentFrames"];
      };
    };
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["SentFramesResult"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getMessages: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["OwedItemPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getAdminRebuild: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Rebuilds"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postAdminRebuild: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["RebuildDraft"];
      };
    };
    readonly responses: {
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Rebuild"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Well-formed, but not possible */
      readonly 422: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getAdminRecount: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["RecountStatus"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postAdminRecount: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Recount"];
        };
      };
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["RecountUnderWay"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getAdminTicketsIdReplay: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description Id of the ticket. */
        readonly id: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ReplayedTicket"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postAdminRebuildQueues: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Started"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly postAdminReindex: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description Repeating the request with the same key has one effect and returns the same response for 48 hours. */
        readonly "Idempotency-Key"?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Accepted */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["Started"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Conflicts with the current state */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getAudit: {
    readonly parameters: {
      readonly query?: {
        /** @description The maximum number of items; the default is 50. */
        readonly limit?: number;
        /** @description The `nextCursor` of the previous page; send the same query with it. */
        readonly cursor?: string;
        /** @description At or after this time. */
        readonly since?: string;
        /** @description Id of a person or API key. */
        readonly actor?: string;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["AuditEntryPage"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description No credential, or an invalid one */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The role does not allow this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getOpenapiJson: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["OpenApiDocument"];
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getAsyncapiYaml: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/yaml": unknown;
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getDocs: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "text/html": string;
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getApiDocs: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "text/html": string;
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly getDocsFile: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /** @description The name of the file: `start.js`, `style.css`, `swagger-ui.js` or `swagger-ui.css`. */
        readonly file: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description Done */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "text/*": string;
        };
      };
      /** @description The request is not valid */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not found, or not visible to the caller */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Temporarily unavailable; see Retry-After */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A problem */
      readonly default: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  readonly ruleWebhook: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description `sha256=` and the HMAC of the body in hexadecimal, by the `webhookSecret` of the tenant. */
        readonly "X-Parley-Signature": string;
        /** @description Id of the call, the same in every retry. */
        readonly "X-Parley-Delivery-Id": string;
        /** @description The signed depth of the chain of automation. Send it with each call that you make as a result of this one, so that Parley can end a loop. */
        readonly "X-Parley-Causation": string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["RuleWebhook"];
      };
    };
    readonly responses: {
      /** @description Received. */
      readonly "2XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Rejected: it is not retried, except after 408, 425 and 429. */
      readonly "4XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Failed: it is retried. */
      readonly "5XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  readonly customerEvent: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description Id of the event, the same in every retry. */
        readonly "webhook-id": string;
        /** @description When this attempt was sent, in seconds since 1970. */
        readonly "webhook-timestamp": string;
        /** @description Signatures separated by spaces, each `v1,` and a base64 HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. */
        readonly "webhook-signature": string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["CustomerEvent"];
      };
    };
    readonly responses: {
      /** @description Received. */
      readonly "2XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Rejected: it is not retried, except after 408, 425 and 429. */
      readonly "4XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Failed: it is retried. */
      readonly "5XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  readonly replyCallback: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description `sha256=` and the HMAC of the body in hexadecimal, by the `signingSecret` of the origin. */
        readonly "X-Parley-Signature": string;
        /** @description Id of the reply, the same in every retry. */
        readonly "Idempotency-Key": string;
        /** @description The signed depth of the chain of automation. Send it with each call that you make as a result of this one, so that Parley can end a loop. */
        readonly "X-Parley-Causation": string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["ReplyCallback"];
      };
    };
    readonly responses: {
      /** @description Received. */
      readonly "2XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["ReplyReceipt"];
        };
      };
      /** @description Rejected: it is not retried, except after 408, 425 and 429. */
      readonly "4XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Failed: it is retried. */
      readonly "5XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  readonly toolboxAnalysis: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description When this attempt was sent, in seconds since 1970. Reject a call that is more than five minutes old. */
        readonly "X-Parley-Timestamp": string;
        /** @description `sha256=` and the HMAC-SHA256 of `{X-Parley-Timestamp}.{body}` in hexadecimal, by the secret of the service. */
        readonly "X-Parley-Signature": string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["AnalysisRequest"];
      };
    };
    readonly responses: {
      /** @description The parts that were requested. The hub ignores others. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["AnalysisAnswer"];
        };
      };
      /** @description The address is wrong: redirects are not followed. The message waits and is sent again for `ANALYSIS_REPEAT_FOR_MINS`. */
      readonly "3XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The message becomes a dead letter with the reason. Others mean “not now”: a wrong secret or address (401, 403, 404, 405, 407) and a busy service (408, 425, 429). The message waits and is sent again for `ANALYSIS_REPEAT_FOR_MINS`. */
      readonly "4XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The service has failed. The message waits and is sent again for `ANALYSIS_REPEAT_FOR_MINS`. */
      readonly "5XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  readonly ticketHelperEvent: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description When this attempt was sent, in seconds since 1970. Reject a call that is more than five minutes old. */
        readonly "X-Parley-Timestamp": string;
        /** @description `sha256=` and the HMAC-SHA256 of `{X-Parley-Timestamp}.{body}` in hexadecimal, by the secret of the service. */
        readonly "X-Parley-Signature": string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["TicketHelperEvent"];
      };
    };
    readonly responses: {
      /** @description Received. */
      readonly "2XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The address is wrong: redirects are not followed. The event and later ones of its ticket wait; it is sent again for `TICKET_HELPER_REPEAT_FOR_MINS`. */
      readonly "3XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The event becomes a dead letter with the reason. Others mean “not now”: a wrong secret or address (401, 403, 404, 405, 407) and a busy service (408, 425, 429). The event and later ones of its ticket wait; it is sent again for `TICKET_HELPER_REPEAT_FOR_MINS`. */
      readonly "4XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The service has failed. The event and later ones of its ticket wait; it is sent again for `TICKET_HELPER_REPEAT_FOR_MINS`. */
      readonly "5XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  readonly userServicePeople: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description When this attempt was sent, in seconds since 1970. Reject a call that is more than five minutes old. */
        readonly "X-Parley-Timestamp": string;
        /** @description `sha256=` and the HMAC-SHA256 of `{X-Parley-Timestamp}.{body}` in hexadecimal, by the secret of the service. */
        readonly "X-Parley-Signature": string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly "application/json": components["schemas"]["UserServiceRequest"];
      };
    };
    readonly responses: {
      /** @description All agents and teams. A missing list changes nothing; an empty one means that there is nobody. */
      readonly "2XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly "application/json": components["schemas"]["UserServiceAnswer"];
        };
      };
      /** @description The address is wrong: redirects are not followed. The hub keeps its copy and asks again after 30 s. */
      readonly "3XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The call has failed. Others mean “not now”: a wrong secret or address (401, 403, 404, 405, 407) and a busy service (408, 425, 429). The hub keeps its copy and asks again after 30 s. */
      readonly "4XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The service has failed. The hub keeps its copy and asks again after 30 s. */
      readonly "5XX": {
        headers: {
          readonly [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
}
