import type { Message } from '../support/messages/message.ts';

type AiParts = Pick<Message, 'translations' | 'summarizedAt' | 'suggestion' | 'sentiment' | 'language'>;

/** What an AI has added to a message: members that have a value. */
export const aiPartsOf = ({ translations, summarizedAt, suggestion, sentiment, language }: AiParts): AiParts => ({
  ...(translations === undefined ? {} : { translations }),
  ...(summarizedAt === undefined ? {} : { summarizedAt }),
  ...(suggestion === undefined ? {} : { suggestion }),
  ...(sentiment === undefined ? {} : { sentiment }),
  ...(language === undefined ? {} : { language }),
});
