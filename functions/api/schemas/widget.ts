import * as z from 'zod';
import { CUSTOM_FIELD_NAME } from '../../../domain/limits.ts';
import { isTimeZone } from '../../../domain/origins/widget-look.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const asked = z.enum(['no', 'optional', 'required']);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day, such as 09:00');

const hours = z
  .strictObject({
    timeZone: z.string().max(60).refine(isTimeZone, 'must be an IANA time zone, such as Europe/Rome'),
    week: z
      .array(z.strictObject({ days: z.array(z.number().int().min(0).max(6)).min(1).max(7), from: timeOfDay, to: timeOfDay }))
      .min(1)
      .max(14),
  })
  .meta({ id: 'WidgetHours' });

/** The look of the chat widget, as an admin sets it and every visitor's browser reads it. */
export const widgetLook = z
  .strictObject({
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'must be a colour as #rrggbb')
      .optional(),
    radius: z.number().int().min(0).max(24).optional(),
    side: z.enum(['start', 'end']).optional(),
    theme: z.enum(['auto', 'light', 'dark']).optional(),
    title: text(60).optional(),
    greeting: text(500).optional(),
    askName: asked.optional(),
    askEmail: asked.optional(),
    questions: z
      .array(z.strictObject({ name: text(CUSTOM_FIELD_NAME), label: text(100), required: z.boolean() }))
      .max(5)
      .optional(),
    hours: hours.optional(),
  })
  .meta({ id: 'WidgetLook' });

export const widgetSettings = z.strictObject({ mail: z.boolean(), widget: widgetLook }).meta({ id: 'WidgetSettings' });
