/** A number as people write it, with the kind of address as prefix: `whatsapp:+49 (151) 234` → `whatsapp:+49151234`. Anything else stays as it is. */
export const addressOf = (given: string): string => {
  const [, kind = '', number] = /^([a-z]+:)?\s*((?:\+|00)?[\d\s().-]{5,})$/.exec(given) ?? [];
  return number === undefined ? given : `${kind}+${number.replace(/\D/g, '').replace(/^00/, '')}`;
};
