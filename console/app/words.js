/** Names of things and formats of times on the page. */
export const STATUSES = ['created', 'working', 'pending', 'followup', 'solved', 'closed'];
export const STATUS_NAMES = { created: 'New', working: 'Working', pending: 'Pending', followup: 'Follow-up', solved: 'Solved', closed: 'Closed' };
const CHANNEL_NAMES = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  x: 'X',
  whatsapp: 'WhatsApp',
  linkedin: 'LinkedIn',
  mail: 'Mail',
  trustpilot: 'Trustpilot',
  telegram: 'Telegram',
  twilio: 'SMS',
  livechat: 'Live chat',
  api: 'API',
};
export const channelName = (channel) => CHANNEL_NAMES[channel] ?? channel;

const DELIVERY = {
  queued: ['○', 'Waiting to be sent'],
  sent: ['✓', 'Sent'],
  delivered: ['✓✓', 'Delivered'],
  read: ['✓✓', 'Read'],
  failed: ['!', 'Not sent'],
  unknown: ['?', 'It is not known whether this was sent'],
};
/** By the code of a delivery's error. */
const REASONS = { sender_not_built: 'sending on this channel is not built yet' };

/** `[sign, words]` of a reply's delivery. */
export function deliveryWords({ state, error }) {
  const [sign, words] = DELIVERY[state] ?? DELIVERY.unknown;
  return [sign, error ? `${words}: ${REASONS[error.code] ?? error.message}` : words];
}

/** Why no reply can be sent to an origin of the directory; null when one can, or when nothing is known of it. */
export function noReplyWords(origin) {
  if (origin === undefined || origin.canReply) return null;
  if (origin.cannotReplyBecause === 'disabled') return 'This account is disabled, so no reply can be sent.';
  if (origin.cannotReplyBecause === 'receive_only') return 'This account only receives: credentials for sending are missing.';
  return `Replies on ${channelName(origin.channel)} cannot be sent yet.`;
}

/** The customer's name, or what is known of them. */
export const authorName = (author) => author.name || author.handle || `Customer …${String(author.id).slice(-4)}`;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "now", "5 min", "3 h", "Tue", "12 Nov": short enough for a list. */
export function ago(iso, now = Date.now()) {
  const at = Date.parse(iso);
  const past = now - at;
  if (Number.isNaN(at)) return '';
  if (past < 45_000) return 'now';
  if (past < HOUR) return `${Math.max(1, Math.round(past / MINUTE))} min`;
  if (past < DAY) return `${Math.round(past / HOUR)} h`;
  if (past < 6 * DAY) return new Date(at).toLocaleDateString(undefined, { weekday: 'short' });
  return new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
}

/** The day of a message, as a heading between messages. */
export function dayOf(iso, now = Date.now()) {
  const day = (time) => new Date(time).toDateString();
  if (day(Date.parse(iso)) === day(now)) return 'Today';
  if (day(Date.parse(iso)) === day(now - DAY)) return 'Yesterday';
  return new Date(iso).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
}

export const clockOf = (iso) => new Date(iso).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
export const fullTime = (iso) => new Date(iso).toLocaleString();

/** "12 KB" */
export function sizeOf(bytes) {
  if (typeof bytes !== 'number') return '';
  return bytes < 1024 ? `${bytes} B` : bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
