/** What the bot knows. A real one would ask the shop's own system. */
export const ORDERS: ReadonlyMap<string, string> = new Map([
  ['1001', '2 × fig candle, large. It left the workshop on Monday and arrives tomorrow.'],
  ['1002', '1 × brass lantern. It is being engraved and leaves on Thursday.'],
  ['1003', '6 × beeswax tea light. It was delivered to your neighbour, Mr Rossi.'],
  ['1004', '1 × lamp “Sera”. You sent it back; the refund is on its way.'],
]);
