import type { OutgoingFile, TemplateAction } from '../../domain/channels/actions.ts';
import { fileKind } from '../../domain/channels/file-kind.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { Template } from '../../domain/vocabulary/template.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import type { CallSettings } from '../outbound.ts';
import { sendInParts } from '../parts.ts';
import { FILES } from './capabilities.ts';
import { type Uploaded, uploadToWhatsApp } from './media.ts';
import { sendMessage } from './message-call.ts';

/**
 * A template message, which can be sent at any time: `template: {name, language: {code}, components}`. A file belongs to the header.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates (read 2026-11); named placeholders (`parameter_name`):
 * https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components (read 2026-11)
 */
export const templateOnWhatsApp = (action: TemplateAction, credentials: MetaCredentials, settings: CallSettings): Promise<Outcome> =>
  sendInParts(action, [action], async ({ template, files: [file], to, inReplyTo }, begin) => {
    const uploaded: Uploaded | null = file ? await uploadToWhatsApp(file, credentials, settings) : null;
    if (uploaded && 'outcome' in uploaded) return uploaded.outcome;
    const header = file && uploaded ? [mediaHeader(file, uploaded.id)] : [];
    const components = [...header, ...componentsOf(template)];
    const { name, language } = template;
    await begin();
    const content = { name, language: { code: language }, ...(components.length === 0 ? {} : { components }) };
    return sendMessage(to, inReplyTo, { type: 'template', template: content }, credentials, settings);
  });

type Component = Readonly<Record<string, unknown>>;

const mediaHeader = (file: OutgoingFile, id: string): Component => {
  const kind = fileKind(file.type, FILES.kinds);
  const named = kind === 'document' && file.name !== null ? { filename: file.name } : {};
  return { type: 'header', parameters: [{ type: kind, [kind]: { id, ...named } }] };
};

/** Each button is a separate component. With `sub_type` `url`, the placeholder is a text. */
const componentsOf = ({ parameters }: Template): Component[] => {
  const groups = Map.groupBy(parameters, ({ component, index }) => (component === 'button' ? `button ${index ?? 0}` : component));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const values = group.map(({ name, text }) => ({ type: 'text', ...(name === undefined ? {} : { parameter_name: name }), text }));
    const position = first.component === 'button' ? { sub_type: 'url', index: String(first.index ?? 0) } : {};
    return [{ type: first.component, ...position, parameters: values }];
  });
};
