import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../../domain/channels/capabilities.ts';
import { type ChoiceForm, choiceFormOf, describeForms } from '../../../domain/channels/choices.ts';
import { faultOf } from '../../../domain/channels/fault.ts';
import type { Choices } from '../../../domain/vocabulary/choices.ts';

const BUTTONS: ChoiceForm = { name: 'buttons', count: 2, title: 5, text: 10 };
const LIST: ChoiceForm = { name: 'a list', count: 3, title: 8, description: 4, label: 6, text: 20 };
const FORMS = [BUTTONS, LIST];
const having = (forms?: readonly ChoiceForm[]): Capabilities => ({
  surfaces: { dm: { reply: { files: { kinds: { image: {} } }, ...(forms ? { choices: forms } : {}) } } },
  idempotent: false,
});
const options = (...titles: readonly string[]): Choices => ({ options: titles.map((title) => ({ title })) });
const ask = (choices: Choices, more: object = {}) => ({ kind: 'reply', surface: 'dm', text: 'When?', choices, ...more }) as const;

describe('answers to pick', () => {
  it.each([
    ['few and short', options('a', 'b'), 'When?', BUTTONS],
    ['a label that is not needed', { ...options('a'), label: 'Times' }, 'When?', BUTTONS],
    ['too many for buttons', { ...options('a', 'b', 'c'), label: 'Times' }, 'When?', LIST],
    ['too long for buttons', { ...options('abcdef'), label: 'Times' }, 'When?', LIST],
    ['a description', { label: 'Times', options: [{ title: 'a', description: 'abcd' }] }, 'When?', LIST],
    ['a long text', { ...options('a'), label: 'Times' }, 'x'.repeat(11), LIST],
    ['no label for the list', options('a', 'b', 'c'), 'When?', undefined],
    ['a long label', { ...options('a', 'b', 'c'), label: 'x'.repeat(7) }, 'When?', undefined],
    ['a long description', { label: 'Times', options: [{ title: 'a', description: 'abcde' }] }, 'When?', undefined],
    ['no text', options('a'), '', undefined],
    ['too many for all', { ...options('a', 'b', 'c', 'd'), label: 'Times' }, 'When?', undefined],
  ])('%s', (_, choices, text, form) => expect(choiceFormOf(FORMS, choices, text)).toBe(form));

  it('are refused with the limits of the channel, and with files', () => {
    expect(faultOf('whatsapp', having(FORMS), ask(options('a')), 0)).toBeNull();
    const message = `Choices on whatsapp are ${describeForms(FORMS)}.`;
    expect(faultOf('whatsapp', having(FORMS), ask(options('a', 'b', 'c')), 0)).toEqual({ field: 'choices', code: 'no_choices', message });
    expect(message).toContain('buttons (at most 2 of 5 characters, below a text of 10) or a list (at most 3 of 8 characters, descriptions of 4, a label of 6,');
    const files = [{ name: 'a.png', type: 'image/png', size: 1 }];
    expect(faultOf('whatsapp', having(FORMS), ask(options('a'), { files }), 0)).toMatchObject({
      field: 'choices',
      message: expect.stringContaining('not both') as string,
    });
    expect(faultOf('mail', having(), ask(options('a')), 0)).toMatchObject({ field: 'choices', message: 'A reply on mail cannot offer choices.' });
  });
});
