/** The value of one placeholder of a template. */
export interface TemplateParameter {
  /** Where the placeholder is. */
  readonly component: 'header' | 'body' | 'button';
  /** Its name, in a template with named placeholders; otherwise those of a component are filled in order. */
  readonly name?: string | undefined;
  /** Of a button: its index, from 0. */
  readonly index?: number | undefined;
  readonly text: string;
}

/** A message that the provider has approved beforehand, with the values of its placeholders. */
export interface Template {
  readonly name: string;
  /** As the provider writes it, such as `en_US`; null where the channel's templates have none. */
  readonly language: string | null;
  readonly parameters: readonly TemplateParameter[];
}

/** What the thread shows of a template, whose words only the provider knows. */
export const templateText = ({ name, parameters }: Template): string => `[template ${name}] ${parameters.map(({ text }) => text).join(' · ')}`.trim();
