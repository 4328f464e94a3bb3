import type { ReplyAction } from '../../../domain/channels/actions.ts';
import { SUBJECT } from '../../../domain/limits.ts';
import { cut } from '../../../domain/text/well-formed.ts';

/** `Re:` and its counterparts in other languages, as mail programs write them. */
const ANSWERS = /^\s*(?:re|aw|antw|sv|vs|odp|ynt|rif|res)(?:\[\d+\])?\s*[::]/i;

/** The thread's subject with one `Re:`. A mail that answers nothing has its own subject; without one, the origin's name is used. */
export const subjectOf = ({ subject, inReplyTo }: Pick<ReplyAction, 'subject' | 'inReplyTo'>, originName: string): string => {
  const given = (subject ?? '').trim();
  if (inReplyTo === null) return given === '' ? originName : given;
  return ANSWERS.test(given) ? given : cut(`Re: ${given}`.trim(), SUBJECT, '…');
};
