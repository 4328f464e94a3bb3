import { type Capabilities, type CapabilitiesOf, RECEIVES_ONLY } from '../../domain/outbound/capabilities.ts';
import { ROWS } from './rows/capabilities.ts';

const BUILT: ReadonlyMap<string, Capabilities> = new Map(Object.entries(ROWS));

/** What each channel can do, as data: who checks an action when it is asked for loads neither parser nor sender. */
export const capabilitiesOf: CapabilitiesOf = (channel) => BUILT.get(channel) ?? RECEIVES_ONLY;
