import * as z from 'zod';
import { GROUP_ROLES } from '../../../domain/chat/groups/roles.ts';
import { GROUP_DESCRIPTION, LONGEST_PATH_ID, MODERATION_REASON, SLOW_MODE_SECONDS } from '../../../domain/limits.ts';
import { name, time } from '../fields.ts';
import { chatMessage } from './chat.ts';

const count = z.number().int();
const number = z.coerce.number().int().min(1).max(9_999_999_999);
const userId = z.string().min(1).max(LONGEST_PATH_ID);
const userIds = z.array(userId);
const description = z.string().trim().max(GROUP_DESCRIPTION);
/** A pattern of its own: zod's would be in what every start of the API loads. */
const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, 'a UUID')
  .meta({ format: 'uuid' });
const groupRole = z.enum(GROUP_ROLES);

/** The path of one message of a group or a direct, and of one member of a group. */
export const inRoom = z.strictObject({ id: z.string(), n: number.meta({ description: 'The number of the message in its conversation.' }) });
export const inGroup = z.strictObject({ id: z.string(), userId: z.string() });

const room = {
  conversationId: z.string(),
  messagesCount: count,
  unreadCount: count,
  lastMessage: chatMessage.nullable(),
  mutedUntil: time.nullable(),
  pinned: z.boolean(),
  createdAt: time,
};

export const groupDraft = z
  .strictObject({ id: uuid.optional(), name, description: description.optional(), memberIds: userIds.optional() })
  .meta({ id: 'GroupDraft' });
export const groupChange = z
  .strictObject({
    name: name.optional(),
    description: description.nullable().optional(),
    add: userIds.optional(),
    remove: userIds.optional(),
    slowModeSeconds: z.number().int().min(0).max(SLOW_MODE_SECONDS).optional(),
  })
  .meta({ id: 'GroupChange' });
export const group = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    membersCount: count,
    slowModeSeconds: count,
    role: groupRole.nullable(),
    ...room,
  })
  .meta({ id: 'Group' });
export const groupStarted = z.strictObject({ id: z.string(), jobId: z.string() }).meta({ id: 'GroupStarted' });

const settings = { mutedUntil: z.iso.datetime({ offset: true }).nullable().optional(), pinned: z.boolean().optional() };
export const membershipChange = z.strictObject(settings).meta({ id: 'MembershipChange' });
export const member = z.strictObject({ userId: z.string(), name: z.string().nullable(), role: groupRole, joinedAt: time }).meta({ id: 'GroupMember' });
export const memberChange = z.strictObject({ role: groupRole }).meta({ id: 'GroupMemberChange' });
export const invitation = z.strictObject({ invite: z.string() }).meta({ id: 'GroupInvitation' });
export const joining = z.strictObject({ invite: z.string().min(1).max(LONGEST_PATH_ID) }).meta({ id: 'GroupJoin' });

const reason = z.string().trim().min(1).max(MODERATION_REASON);
export const banDraft = z.strictObject({ reason: reason.optional() }).meta({ id: 'GroupBanDraft' }).optional();
export const ban = z
  .strictObject({ userId: z.string(), name: z.string().nullable(), reason: z.string().nullable(), by: z.string(), at: time })
  .meta({ id: 'GroupBan' });

export const directDraft = z.strictObject({ userId }).meta({ id: 'DirectDraft' });
export const directChange = z.strictObject({ ...settings, blocked: z.boolean().optional() }).meta({ id: 'DirectChange' });
export const direct = z
  .strictObject({ id: z.string(), user: z.strictObject({ id: z.string(), name: z.string().nullable() }), blocked: z.boolean(), ...room })
  .meta({ id: 'Direct' });

export const ack = z
  .strictObject({
    conversationId: z.string().min(1).max(LONGEST_PATH_ID),
    number: z.number().int().min(0).max(9_999_999_999).optional(),
    cursor: z.string().min(1).max(LONGEST_PATH_ID).optional(),
    read: z.boolean().optional(),
  })
  .meta({ id: 'Ack' });
export const acknowledged = z.strictObject({ conversationId: z.string(), number: count, cursor: z.string() }).meta({ id: 'Acknowledged' });

export const roomPosition = z.strictObject({ pinned: z.boolean(), at: z.string(), id: z.string() });
export const memberPosition = z.strictObject({ shard: z.number().int(), userId: z.string() });
