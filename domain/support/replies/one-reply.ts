import type { ChannelName } from '../../origins/channels.ts';
import type { Item, Key } from '../../table/port.ts';
import type { Message } from '../messages/message.ts';
import { padded } from '../threads/keys.ts';

/** On a surface where a message has one reply: which one it is. `pk` of the thread, `answered`: the number of the customer's message. */
export const answeredKey = (pk: string, answered: number): Key => ({ pk, sk: `ANS#${padded(answered)}` });
export const answeredItem = (pk: string, answered: number, reply: number): Item => ({ ...answeredKey(pk, answered), reply });
export const replyIn = (item: Item | undefined): number | null => (item ? Number(item['reply']) : null);

/** Whether a reply stands at the provider, or is on its way there. One whose edit failed stands there too. */
export const stands = ({ deleted, delivery, asked }: Pick<Message, 'deleted' | 'delivery' | 'asked'>): boolean =>
  !deleted && (delivery?.state !== 'failed' || asked !== undefined);

export const oneReply = (channel: ChannelName, number: number): string =>
  `On ${channel}, a message has one reply, and message ${number} is it. Edit it, or delete it first.`;
