/** The platform's own JSON methods of WebAuthn (level 3), which all current browsers have. Absent on a page without TLS and at a bare IP address. */
interface JsonMethods {
  parseRequestOptionsFromJSON(options: unknown): PublicKeyCredentialRequestOptions;
  parseCreationOptionsFromJSON(options: unknown): PublicKeyCredentialCreationOptions;
}
const methods = (): JsonMethods | undefined => {
  const known = (globalThis as { PublicKeyCredential?: Partial<JsonMethods> }).PublicKeyCredential;
  return known?.parseRequestOptionsFromJSON !== undefined && known.parseCreationOptionsFromJSON !== undefined ? (known as JsonMethods) : undefined;
};

export const hasPasskeys = (): boolean => methods() !== undefined && !/^[\d.]+$|^\[/.test(globalThis.location.hostname);

/** The person closed the browser's own dialog, or it waited too long. Nothing went wrong. */
export const isCancelled = (error: unknown): boolean => error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError');

const jsonOf = (credential: Credential | null): Record<string, unknown> => {
  if (credential === null) throw new DOMException('no credential', 'NotAllowedError');
  return (credential as unknown as { toJSON(): Record<string, unknown> }).toJSON();
};

/** Asks the person for one of their passkeys. */
export async function askPasskey(options: unknown): Promise<Record<string, unknown>> {
  return jsonOf(await navigator.credentials.get({ publicKey: (methods() as JsonMethods).parseRequestOptionsFromJSON(options) }));
}

/** Makes a passkey on this device or on another one. */
export async function makePasskey(options: unknown): Promise<Record<string, unknown>> {
  return jsonOf(await navigator.credentials.create({ publicKey: (methods() as JsonMethods).parseCreationOptionsFromJSON(options) }));
}
