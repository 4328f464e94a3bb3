/** Why a file of a customer's message is not kept, with a sentence for the agent. */
const FAULTS = {
  too_large: 'The file is larger than the hub keeps.',
  refused_type: 'The file is not what it claims to be, so the hub does not keep it.',
  refused_address: 'The file is at an address that the hub may not call.',
  gone: 'The provider no longer has this file.',
  refused: 'The provider does not give out this file.',
  unreachable: 'The provider did not give out this file for hours.',
  disconnected: 'The origin was disconnected before the file was fetched.',
  internal: 'The hub could not keep this file because of an error of its own.',
} as const;

export type MediaFault = keyof typeof FAULTS;
export const MEDIA_FAULTS = Object.keys(FAULTS) as readonly MediaFault[];

/** The stored code as the API shows it. A code of a later release has no sentence here. */
export const mediaError = (code: string): { readonly code: string; readonly message: string } => ({
  code,
  message: Object.hasOwn(FAULTS, code) ? FAULTS[code as MediaFault] : 'The hub did not keep this file.',
});
