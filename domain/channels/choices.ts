import type { Choices } from '../vocabulary/choices.ts';

/** A form in which a channel offers answers; numbers are UTF-16 code units. Without `description` the answers have none; without `label` the form needs none. */
export interface ChoiceForm {
  readonly name: string;
  readonly count: number;
  readonly title: number;
  readonly description?: number;
  readonly label?: number;
  /** Of the text above the answers. */
  readonly text: number;
}

/** The first form that takes these answers under this text; undefined: none does. */
export const choiceFormOf = (forms: readonly ChoiceForm[], { label, options }: Choices, text: string): ChoiceForm | undefined =>
  forms.find(
    (form) =>
      options.length <= form.count &&
      text !== '' &&
      text.length <= form.text &&
      options.every(({ title, description = '' }) => title.length <= form.title && description.length <= (form.description ?? 0)) &&
      (form.label === undefined || (label !== undefined && label.length <= form.label)),
  );

const describeForm = ({ name, count, title, description, label, text }: ChoiceForm): string => {
  const more = [
    `${count} of ${title} characters`,
    ...(description === undefined ? [] : [`descriptions of ${description}`]),
    ...(label === undefined ? [] : [`a label of ${label}`]),
  ];
  return `${name} (at most ${more.join(', ')}, below a text of ${text})`;
};

/** What the channel takes, for who asked for something else. */
export const describeForms = (forms: readonly ChoiceForm[]): string => forms.map(describeForm).join(' or ');
