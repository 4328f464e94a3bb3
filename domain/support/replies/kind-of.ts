import type { Message } from '../messages/message.ts';

/** The action that a reply is to its channel. */
export const kindOf = ({ template, privately }: Pick<Message, 'template' | 'privately'>): 'template' | 'privateReply' | 'reply' => {
  if (template) return 'template';
  return privately ? 'privateReply' : 'reply';
};
