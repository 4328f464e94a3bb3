import type { Sender } from '../channel.ts';
import { apiCapabilities } from './capabilities.ts';
import type { ApiCredentials } from './credentials.ts';
import { sendApi } from './send.ts';

export const apiSender: Sender<ApiCredentials> = { name: 'api', capabilities: apiCapabilities, send: sendApi };
