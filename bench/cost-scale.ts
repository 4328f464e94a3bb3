import { inboundLines, type Line, MEASURED, SHAPES, total } from './cost.ts';
import { priceOf, type Region } from './prices.ts';

/** The large case. Every number except the units is an assumption. */
export const SCALE = {
  regions: 3,
  users: 20_000_000,
  messagesPerSecond: 100,
  /** The share of users who connect on a day, and how long each is connected. */
  activeShare: 0.1,
  minutesADay: 60,
  days: 30.4,
  /** One message in this many goes to a group of 50,000, of which this share is connected. */
  groupEvery: 100,
  groupMembers: 50_000,
  onlineShare: 0.05,
  /** Connected recipients of every other message. */
  recipients: 3,
  /** Write units of a chat message: its budget, and what one with an Idempotency-Key takes. */
  chatWriteUnits: 6,
  /** Agents who watch a ticket's message. */
  watchers: 5,
} as const;

const GB = 1e9;
const monthly = SCALE.messagesPerSecond * 86_400 * SCALE.days;

/** Dollars a month: fixed cost of all Regions, and one hundred messages a second of customers to tickets. `rent`: of one Region. */
export const ticketsAtScale = (rent: number, region: Region): Line[] => {
  const lines = inboundLines(SHAPES.busy, SCALE.watchers, region);
  const frames = lines.filter(({ what }) => what.startsWith('posts'));
  const gb = (monthly * MEASURED.units.inbound.storedBytes) / GB;
  return [
    { what: `rent of ${SCALE.regions} Regions`, dollars: SCALE.regions * rent },
    { what: `${(monthly / 1e6).toFixed(0)} million messages, posts apart`, dollars: monthly * (total(lines) - total(frames)) },
    { what: `posts to ${SCALE.watchers} agents each`, dollars: monthly * total(frames) },
    { what: `${gb.toFixed(0)} GB more in the table, with recovery`, dollars: gb * (priceOf('tableStorage', region) + priceOf('tableRecovery', region)) },
  ];
};

/** Frames of one chat message, on average. */
export const framesOfChat = (): number => (SCALE.groupMembers * SCALE.onlineShare) / SCALE.groupEvery + SCALE.recipients * (1 - 1 / SCALE.groupEvery);

/** Dollars a month when the same hundred are chat messages of users instead. */
export const chatsAtScale = (rent: number, region: Region): Line[] => {
  const minutes = SCALE.users * SCALE.activeShare * SCALE.minutesADay * SCALE.days;
  const frames = monthly * framesOfChat();
  return [
    { what: `fixed cost of ${SCALE.regions} Regions`, dollars: SCALE.regions * rent },
    {
      what: `${(monthly / 1e6).toFixed(0)} million messages × ${SCALE.chatWriteUnits} write units`,
      dollars: monthly * SCALE.chatWriteUnits * priceOf('tableWrite', region),
    },
    { what: `${(frames / 1e9).toFixed(1)} billion frames`, dollars: frames * priceOf('socketMessage', region) },
    { what: `${(minutes / 1e9).toFixed(2)} billion connection minutes`, dollars: minutes * priceOf('socketMinute', region) },
    { what: `${((SCALE.users * 2000) / GB).toFixed(0)} GB of user items`, dollars: ((SCALE.users * 2000) / GB) * priceOf('tableStorage', region) },
  ];
};
