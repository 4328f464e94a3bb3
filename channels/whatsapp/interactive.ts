import { choiceFormOf } from '../../domain/channels/choices.ts';
import type { Choices } from '../../domain/vocabulary/choices.ts';
import { BUTTONS, CHOICES } from './capabilities.ts';

/**
 * A text with answers to choose: up to three short ones as buttons, others in a list behind a button with the label. The id of an answer is its position; the
 * customer's choice arrives as a message of type `interactive`.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages (of 2026-05-21) and
 * interactive-list-messages beside it (read 2026-11-29)
 */
export const interactiveOf = (body: string, choices: Choices): Readonly<Record<string, unknown>> => {
  const { label, options } = choices;
  if (choiceFormOf(CHOICES, choices, body) === BUTTONS)
    return {
      type: 'button',
      body: { text: body },
      action: { buttons: options.map(({ title }, index) => ({ type: 'reply', reply: { id: `choice-${index + 1}`, title } })) },
    };
  const rows = options.map(({ title, description }, index) => ({ id: `choice-${index + 1}`, title, ...(description === undefined ? {} : { description }) }));
  return { type: 'list', body: { text: body }, action: { button: label, sections: [{ rows }] } };
};
