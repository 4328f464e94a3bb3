import type { TemplateAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { Template } from '../../domain/vocabulary/template.ts';
import type { SendSettings } from '../outbound.ts';
import { sendInParts } from '../parts.ts';
import { createMessage } from './call.ts';
import type { TwilioCredentials } from './credentials.ts';

/** A template's name is its id at Twilio: https://www.twilio.com/docs/api/errors/21655 (read 2026-11-30) */
const CONTENT = /^HX[0-9a-f]{32}$/i;

/**
 * A content template on WhatsApp: `ContentSid`, and `ContentVariables`, JSON of the placeholders' names and texts; it replaces `Body`. Twilio needs no Messaging Service for
 * it. Placeholders without names are numbered from 1, in order. The capabilities allow it for
 * addresses of WhatsApp only.
 * https://www.twilio.com/docs/content/send-templates-created-with-the-content-template-builder, https://www.twilio.com/en-us/changelog/content-templates-messaging-services-optional
 * (read 2026-11-30)
 */
export const templateByTwilio = (action: TemplateAction, credentials: TwilioCredentials, settings: SendSettings): Promise<Outcome> =>
  sendInParts(action, [action], async ({ to, template }, begin) => {
    if (!CONTENT.test(template.name)) return { outcome: 'failed', error: { code: 'no_template', message: notContent(template.name) } };
    const variables = variablesOf(template);
    await begin();
    const values = Object.keys(variables).length === 0 ? [] : [['ContentVariables', JSON.stringify(variables)] as const];
    return createMessage(to, [['ContentSid', template.name], ...values], credentials, settings);
  });

const notContent = (name: string): string => `The name of a template at Twilio is its ContentSid (HX and 32 hexadecimal digits), not ${name}.`;

const variablesOf = ({ parameters }: Template): Readonly<Record<string, string>> =>
  Object.fromEntries(parameters.map(({ name, text }, index) => [name ?? String(index + 1), text]));
