/** A phone number as people write it. */
const PHONE = /^\+?\d[\d\s().-]{4,}$/;

/**
 * Numbers that WhatsApp writes in two ways for the same line: the phone number in `from` and the `wa_id` may differ in a digit.
 * - Brazil: mobile numbers got a ninth digit, and many ids have none. Only the old mobile ranges (6–9) have both forms; 55 11 3… is a landline
 *   and another subscriber than 55 11 93….
 * - Mexico: ids keep the 1 that is no longer dialled. Argentina: ids have the 9 of mobile lines.
 * https://support.gupshup.io/hc/en-us/articles/4407840924953 and https://support.whapi.cloud/help-desk/faq/specifics-of-sending-messages-to-numbers-of-different-countries
 * (read 2026-11); Meta says only that "a WhatsApp user's ID and phone number may not always match".
 */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^55(\d{2})9([6-9]\d{7})$/, '55$1$2'],
  [/^52(?!1\d{10}$)(\d{10})$/, '521$1'],
  [/^54(?!9\d{10}$)(\d{10})$/, '549$1'],
];

/** The same text for all forms of a person's number or id. It is the thread's key; messages are sent to an address from the provider. */
export const oneNumber = (address: string): string => {
  const phone = PHONE.test(address) ? address.replace(/\D/g, '') : address;
  for (const [form, kept] of FORMS) if (form.test(phone)) return phone.replace(form, kept);
  return phone;
};

/** The number without the one digit that its other form may lack, behind the country or the area code; none for other countries. */
export const shorterForms = (number: string): readonly string[] =>
  /^(?:52|54|55)\d{9,}$/.test(number) ? [2, 4].map((at) => number.slice(0, at) + number.slice(at + 1)) : [];
