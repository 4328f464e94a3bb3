import { parseAllowed, refusalOf } from '../../adapters/outgoing/permission.ts';
import type { RefusalOf } from '../../domain/origins/addresses.ts';
import type { ApiDeps } from './deps.ts';

/** Which addresses may be saved for Parley to call: those that the sender would call. */
export const callable = ({ settings }: Pick<ApiDeps, 'settings'>): RefusalOf => {
  const allow = parseAllowed(settings.outgoingAllow);
  return (url) => refusalOf(url, allow);
};
